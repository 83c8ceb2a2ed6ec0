namespace Vectors;

/// <summary>Signatures that are missing or wrong; all else is right.</summary>
internal static class SignatureCases
{
    public static IEnumerable<Vector> All =>
    [
        Footer("missing", "the file ends after the body", _ => []),
        Footer("length-cut", "the file ends in the signature's length", footer => footer[..1]),
        Footer("cut", "the file ends in the signature", footer => footer[..^1]),
        Footer("empty", "a signature of no bytes", _ => Wire.U16(0)),
        Footer("byte-after-the-end", "nothing follows the signature", footer => [.. footer, 0]),
        Footer("length-one-less", "a byte is left over", footer => [.. Wire.U16(footer.Length - 3), .. footer[2..]]),
        Footer("twice", "nothing follows the signature", footer => [.. footer, .. footer]),
        Footer("not-der", "no signature at all", footer => Wire.Field(Repeatable.Bytes("noise", footer.Length - 2))),
        Footer("first-number-changed", "one bit of r", footer => Wire.Flip(footer, 10)),
        Footer("last-number-changed", "one bit of s", footer => Wire.Flip(footer, -1)),
        Footer("byte-after-der", "a byte within the footer after the signature", footer => Wire.Field([.. footer[2..], 0])),
        Sign("raw", "r and s without DER", message => message.Signer!.Sign(message.Unsigned(), plain: true)),
        Sign("of-sha-256", "the hash is SHA-384", message => message.Signer!.Sign(message.Unsigned(), sha256: true)),
        Sign("of-the-header-only", "the body is signed too", message => message.Signer!.Sign(message.HeaderWithTag())),
        Sign(
            "of-the-body-only",
            "the header is signed too",
            message => message.Signer!.Sign(message.Unsigned()[message.HeaderWithTag().Length..])),
        Sign("of-another-message", "a good signature of something else", message => message.Signer!.Sign([1, 2, 3])),
        Sign("of-another-key", "by another key than the context names", message => new P384("stranger").Sign(message.Unsigned())),
        Content(),
        Key("uncompressed", Convert.ToBase64String(new P384("x").Uncompressed()), "the point is compressed"),
        Key("not-base64", "not base64", "the point is base64"),
        Key(
            "with-blanks",
            Convert.ToBase64String(Signer("signature-key-with-blanks").Compressed()).Insert(8, " "),
            "base64 without blanks"),
        Key(
            "without-form",
            Convert.ToBase64String(Signer("signature-key-without-form").Compressed()[1..]),
            "the first byte says which of the two points"),
        Key("of-form-5", Convert.ToBase64String([5, .. Signer("signature-key-of-form-5").Compressed()[1..]]), "the first byte is 02 or 03"),
        Key(
            "of-the-other-form",
            Convert.ToBase64String(Wire.Flip(Signer("signature-key-of-the-other-form").Compressed(), 0)),
            "the other of the two points"),
        Key("beyond-the-prime", Convert.ToBase64String([2, .. Enumerable.Repeat((byte)255, 48)]), "the coordinate is less than the prime"),
        Key("not-on-the-curve", Convert.ToBase64String([2, .. new byte[47], OffCurve]), "no point has this coordinate"),
        Key("empty", "", "no point"),
        Key(
            "one-byte-longer",
            Convert.ToBase64String([.. Signer("signature-key-one-byte-longer").Compressed(), 0]),
            "a point has 49 bytes"),
    ];

    // 1 is the least coordinate that P-384 has no point for.
    private const byte OffCurve = 1;

    private static P384 Signer(string label) => new(label + " signer");

    private static Vector Content()
    {
        var message = Message.Signed("signature-content-changed");
        var bytes = message.Build();
        return Of(
            message, Wire.Flip(bytes, message.Unsigned().Length - 1), "the signature covers the frames' tags, and is checked before them");
    }

    private static Vector Footer(string name, string comment, Func<byte[], byte[]> change)
    {
        var message = Message.Signed($"signature-{name}");
        var unsigned = message.Unsigned();
        return Of(message, [.. unsigned, .. change(message.Build()[unsigned.Length..])], comment);
    }

    private static Vector Sign(string name, string comment, Func<Message, byte[]> sign)
    {
        var message = Message.Signed($"signature-{name}");
        return Of(message, [.. message.Unsigned(), .. Wire.Field(sign(message))], comment);
    }

    private static Vector Key(string name, string key, string comment)
    {
        var message = Message.Signed($"signature-key-{name}") with { PublicKey = key };
        return Of(message, message.Build(), comment);
    }

    private static Vector Of(Message message, byte[] file, string comment) =>
        new(message.Label, "signature", comment, file) { DataKey = message.DataKey };
}
