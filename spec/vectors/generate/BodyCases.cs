namespace Vectors;

/// <summary>Bodies that break the format, and frames that are not authentic.</summary>
internal static class BodyCases
{
    public static IEnumerable<Vector> All => [.. Structures, .. Blocks, .. Tags];

    private static IEnumerable<Vector> Structures =>
    [
        Cut("in-final-mark", 2), Cut("in-final-sequence", 6), Cut("in-nonce", 14), Cut("in-length", 22), Cut("in-content", 30),
        Cut("in-tag", 40), Cut("before-last-byte", 51),
        Body("no-frames", "the file ends after the header", _ => []),
        Frames("no-final-frame", "the last frame is a regular one", frames => frames[..^1]),
        Frames("first-frame-missing", "frames are numbered from 1", frames => frames[1..]),
        Frames("middle-frame-missing", "frames are numbered without gaps", frames => [frames[0], .. frames[2..]]),
        Frames("frames-exchanged", "frames are in order", frames => [frames[1], frames[0], .. frames[2..]]),
        Frames("frame-twice", "a number stands once", frames => [frames[0], .. frames]),
        Frames(
            "sequence-from-0",
            "frames are numbered from 1",
            frames => [.. frames.Select(frame => frame with { Sequence = frame.Sequence - 1 })]),
        Frames(
            "sequence-from-2",
            "frames are numbered from 1",
            frames => [.. frames.Select(frame => frame with { Sequence = frame.Sequence + 1 })]),
        Frames(
            "final-sequence-skips", "the final frame takes the next number", frames => [.. frames[..^1], frames[^1] with { Sequence = 9 }]),
        Frames(
            "final-sequence-repeats",
            "the final frame takes the next number",
            frames => [.. frames[..^1], frames[^1] with { Sequence = 3 }]),
        Frames("regular-after-final", "nothing follows the final frame", frames => [.. frames, new Frame(5, false, new byte[16])]),
        Frames("final-twice", "nothing follows the final frame", frames => [.. frames, new Frame(5, true, new byte[16])]),
        Frames(
            "final-longer-than-frame-length",
            "authentic, and longer than a frame",
            frames => [.. frames[..^1], frames[^1] with { Content = new byte[17] }]),
        Frames(
            "nonce-is-not-the-sequence",
            "authentic under another nonce",
            frames => [frames[0] with { Nonce = Wire.Nonce(7) }, .. frames[1..]]),
        Frames(
            "nonce-of-the-header",
            "authentic under the header's nonce",
            frames => [frames[0] with { Nonce = Wire.Nonce(0) }, .. frames[1..]]),
        Frames(
            "final-nonce-is-not-the-sequence",
            "authentic under another nonce",
            frames => [.. frames[..^1], frames[^1] with { Nonce = Wire.Nonce(7) }]),
        Body("byte-after-the-end", "nothing follows the final frame", body => [.. body, 0]),
        Body("newline-after-the-end", "nothing follows the final frame", body => [.. body, 10]),
        Body("message-after-the-end", "nothing follows the final frame", body => [.. body, .. new Message("other").Build()]),
        Body("byte-before-the-body", "the body follows the header's tag", body => [0, .. body]),
        Body(
            "final-length-too-large",
            "the content's length reaches beyond the file",
            body => [.. body[..20], .. Wire.U32(4096), .. body[24..]]),
        Body("final-length-one-more", "the content's length reaches into the tag", body => [.. body[..20], .. Wire.U32(13), .. body[24..]]),
        Body("final-length-one-less", "a byte is left over", body => [.. body[..20], .. Wire.U32(11), .. body[24..]]),
        Body("final-length-negative", "the length is no signed number", body => [.. body[..20], .. Wire.U32(uint.MaxValue), .. body[24..]]),
        Of(
            Long() with { Label = "body-frame-length-beyond-the-file", FrameLength = uint.MaxValue, Frames = Long().Split() },
            "body",
            "a regular frame of 4 GiB is not there"),
    ];

    private static IEnumerable<Vector> Blocks =>
    [
        Block("cut-in-nonce", "the file ends there", block => block[..6]),
        Block("cut-in-length", "the file ends there", block => block[..15]),
        Block("cut-in-content", "the file ends there", block => block[..25]),
        Block("cut-in-tag", "the file ends there", block => block[..^1]),
        Block("byte-after-the-end", "nothing follows the block", block => [.. block, 0]),
        Block("length-one-more", "the length reaches into the tag", block => [.. block[..12], .. Wire.U64(13), .. block[20..]]),
        Block("length-one-less", "a byte is left over", block => [.. block[..12], .. Wire.U64(11), .. block[20..]]),
        Block("length-huge", "2^63 bytes are not there", block => [.. block[..12], .. Wire.U64(1UL << 63), .. block[20..]]),
        Block(
            "length-2-to-32-more",
            "a length of 64 bits is not cut to 32",
            block => [.. block[..12], .. Wire.U64((1UL << 32) + 12), .. block[20..]]),
    ];

    private static IEnumerable<Vector> Tags =>
    [
        Body("content-first-bit", "one bit of the content", body => Wire.Flip(body, 24, 128), "body-tag"),
        Body("content-last-bit", "one bit of the content", body => Wire.Flip(body, 35), "body-tag"),
        Body("tag-first-bit", "one bit of the tag", body => Wire.Flip(body, 36, 128), "body-tag"),
        Body("tag-last-bit", "one bit of the tag", body => Wire.Flip(body, -1), "body-tag"),
        Frames(
            "regular-sealed-as-final",
            "what is authenticated names the kind",
            frames => [frames[0] with { Kind = "Final Frame" }, .. frames[1..]],
            "body-tag"),
        Frames(
            "final-sealed-as-regular",
            "what is authenticated names the kind",
            frames => [.. frames[..^1], frames[^1] with { Kind = "Frame" }],
            "body-tag"),
        Frames(
            "final-sealed-as-block",
            "what is authenticated names the kind",
            frames => [.. frames[..^1], frames[^1] with { Kind = "Single Block" }],
            "body-tag"),
        Frames(
            "sealed-with-another-sequence",
            "what is authenticated names the number",
            frames => [frames[0] with { AadSequence = 2 }, .. frames[1..]],
            "body-tag"),
        Frames(
            "sealed-with-another-length",
            "what is authenticated names the length",
            frames => [frames[0] with { AadLength = 17 }, .. frames[1..]],
            "body-tag"),
        Of(
            Long() with
            {
                Label = "body-tag-frames-of-another-message",
                Body = Long().BodyOf(Long().Split()),
                Id = Repeatable.Bytes("other id", 32),
            },
            "body-tag",
            "a body of the same data key under another message id"),
        Of(
            Long() with { Label = "body-tag-contents-exchanged", Body = Exchange(Long()) },
            "body-tag",
            "two frames' contents are exchanged, their numbers are not"),
        Of(
            Long() with { Label = "body-tag-last-frame-only", Body = Wire.Flip(Long().BodyOf(Long().Split()), -20) },
            "body-tag",
            "all frames but the last are authentic: nothing is given away"),
        Of(
            new Message("body-tag-of-nothing")
            {
                Plaintext = [],
                Body = Wire.Flip(new Message("body-tag-of-nothing") { Plaintext = [] }.BodyOf(new Frame(1, true, [])), -1),
            },
            "body-tag",
            "an empty secret is authentic too"),
        Block("content-changed", "one bit of the content", block => Wire.Flip(block, 20), "body-tag"),
        Block("tag-changed", "one bit of the tag", block => Wire.Flip(block, -1), "body-tag"),
        Block("nonce-changed", "one bit of the nonce", block => Wire.Flip(block, 11, 2), "body-tag"),
        Of(
            One("body-tag-block-sealed-as-final-frame") with
            {
                Body = One("body-tag-block-sealed-as-final-frame").Block(new byte[12], Wire.Nonce(1), "Final Frame"),
            },
            "body-tag",
            "what is authenticated names the kind"),
    ];

    private static Message Long() => new("long") { FrameLength = 16, Plaintext = Repeatable.Bytes("long", 60) };

    private static Message One(string label) => new(label) { ContentType = 1, FrameLength = 0 };

    private static byte[] Exchange(Message message)
    {
        const int FrameBytes = 4 + 12 + 16 + 16;
        var body = message.BodyOf(message.Split());
        return [
            .. body[..16],
            .. body[(FrameBytes + 16)..(2 * FrameBytes)],
            .. body[FrameBytes..(FrameBytes + 16)],
            .. body[16..FrameBytes],
            .. body[(2 * FrameBytes)..]];
    }

    private static Vector Cut(string name, int bytes) => Body($"cut-{name}", "the file ends there", body => body[..bytes]);

    private static Vector Body(string name, string comment, Func<byte[], byte[]> change, string expect = "body")
    {
        var message = new Message($"{expect}-{name}");
        return Of(message with { Body = change(message.BodyOf(message.Split())) }, expect, comment);
    }

    private static Vector Frames(string name, string comment, Func<Frame[], Frame[]> change, string expect = "body")
    {
        var message = Long() with { Label = $"{expect}-{name}" };
        return Of(message with { Frames = change(message.Split()) }, expect, comment);
    }

    private static Vector Block(string name, string comment, Func<byte[], byte[]> change, string expect = "body")
    {
        var message = One($"{expect}-block-{name}");
        return Of(message with { Body = change(message.BodyOf()) }, expect, comment);
    }

    private static Vector Of(Message message, string expect, string comment) =>
        new(message.Label, expect, comment, message.Build()) { DataKey = message.DataKey };
}
