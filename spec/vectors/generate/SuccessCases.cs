namespace Vectors;

/// <summary>What every reader opens.</summary>
internal static class SuccessCases
{
    private const string Other = "arn:aws:kms:eu-central-1:111122223333:key/5678abcd-12ab-34cd-56ef-1234567890ab";
    private const string MultiRegion = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";

    private static readonly int[] Sizes = [0, 1, 2, 15, 16, 17, 100, 4095, 4096, 4097, 8191, 8192, 8193, 12288];

    public static IEnumerable<Vector> All =>
    [
        .. Sizes.Select(size => Good(
            Sized(new Message($"success-{size}-bytes"), size), "frames of 4096 bytes, the last one full where the plaintext fills it")),
        .. new[] { 4096, 8192 }.Select(size => Good(
            Sized(new Message($"success-{size}-bytes-empty-final-frame"), size) with { EmptyFinal = true },
            "an empty final frame after full ones, as the SDK for JavaScript has it")),
        .. new uint[] { 1, 16, 100, 64_000, uint.MaxValue }.Select(length => Good(
            Sized(new Message($"success-frame-length-{length}"), 33) with { FrameLength = length }, "any frame length is read")),
        .. new[] { 0, 1, 4096, 4097, 8193 }.Select(size => Good(
            Sized(Message.Signed($"success-signed-{size}-bytes"), size), "suite 0578: the public key is in the context that KMS is given")),
        .. new[] { 0, 1, 5000 }.Select(size => Good(
            Sized(new Message($"success-single-block-{size}-bytes"), size) with { ContentType = 1, FrameLength = 0 },
            "a body in one block")),
        Good(Message.Signed("success-signed-single-block") with { ContentType = 1, FrameLength = 0 }, "a body in one block, signed"),
        .. new[] { 2, 3, 10 }.Select(count => Good(Many($"success-{count}-entries", count), "one data key under several keys") with
        {
            Keys = [.. Enumerable.Range(0, count).Select(Arn)],
        }),
        Good(
            Many("success-last-of-10-entries-expected", 10),
            "nine entries are of keys that nobody expects, and are not asked") with { Keys = [Arn(9)] },
        Good(
            Many("success-second-entry-opens", 2),
            "KMS refuses the first entry; the second opens") with { Keys = [Arn(0), Arn(1)], Opens = 2 },
        Good(
            Two("success-own-region-first", Entry.Kms(Other, "a"), Entry.Kms(Message.Key, "b")),
            "the entry of the caller's region is asked first") with { Keys = [Other, Message.Key], Opens = 2 },
        Good(
            Two("success-other-provider-first", new Entry(Wire.Utf8("raw"), Wire.Utf8("x"), [1, 2, 3]), Entry.Kms(Message.Key, "b")),
            "an entry of another provider is kept, and not asked"),
        Good(
            Two("success-provider-with-empty-fields", new Entry(Wire.Utf8("raw"), [], []), Entry.Kms(Message.Key, "b")),
            "fields of another provider may be empty"),
        Good(
            new Message("success-key-in-another-region") { Entries = [Entry.Kms(Other, "a")] },
            "the only key is in another region") with { Keys = [Other] },
        Good(
            new Message("success-multi-region-key") { Entries = [Entry.Kms(MultiRegion, "a")] },
            "an mrk- key") with { Keys = [MultiRegion] },
        Good(
            new Message("success-alias-expected"),
            "an alias does not tell its key's ARN: KMS does, asked under the alias") with { Keys = ["alias/secrets"] },
        Good(
            new Message("success-key-id-expected"),
            "a key id is the end of its key's ARN") with { Keys = ["1234abcd-12ab-34cd-56ef-1234567890ab"] },
        Good(
            new Message("success-longest-ciphertext")
            {
                Entries = [Entry.Kms(Message.Key, "a") with { Ciphertext = Repeatable.Bytes("long", 8192) }],
            },
            "an entry's field may have 8192 bytes"),
        Good(
            new Message("success-unbound") { Context = [] },
            "no context: the field's length is 0, and there is no number of pairs") with { Binding = "none" },
        Good(Message.Signed("success-unbound-signed") with { Context = [] }, "no context but the public key") with { Binding = "none" },
        At("success-name-with-slashes", "production/web/tls/example.com/key.pem"),
        At("success-short-address", "p/w/k"),
        At("success-names-with-dots", "staging/api/env.d/a_b-c.1"),
        Good(new Message("success-binary") { Plaintext = [0, 255, 10, 13, 0, 0, 128, 254] }, "a secret is bytes"),
        Good(new Message("success-newline-kept") { Plaintext = Wire.Utf8("value\n") }, "a file is exact: the newline stays"),
        Good(new Message("success-zero-data-key") { DataKey = new byte[32] }, "a data key is any 32 bytes"),
        Good(new Message("success-zero-message-id") { Id = new byte[32] }, "a message id is any 32 bytes"),
    ];

    public static string Arn(int i) => $"arn:aws:kms:eu-west-1:111122223333:key/{i:d8}-12ab-34cd-56ef-1234567890ab";

    public static Message Many(string label, int count) =>
        new(label) { Entries = [.. Enumerable.Range(0, count).Select(i => Entry.Kms(Arn(i), $"{label} {i}"))] };

    public static Message Two(string label, Entry one, Entry other) => new(label) { Entries = [one, other] };

    private static Message Sized(Message message, int size) => message with { Plaintext = Repeatable.Bytes(message.Label, size) };

    private static Vector At(string name, string address) =>
        Good(new Message(name) { Context = Message.Of(address) }, "the context is that of the address") with { Address = address };

    private static Vector Good(Message message, string comment) => new(message.Label, "success", comment, message.Build())
    {
        DataKey = message.DataKey,
        Plaintext = message.Plaintext,
    };
}
