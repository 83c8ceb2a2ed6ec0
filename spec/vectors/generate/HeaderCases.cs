namespace Vectors;

/// <summary>Headers that break the format or a limit, and versions and suites that are not read.</summary>
internal static class HeaderCases
{
    private static readonly Message Cut = new("cut");

    // In the order of the header: how many bytes are there before the field is whole.
    private static readonly (string Name, int Bytes)[] Cuts = Fields();

    private static readonly (byte[] Name, byte[] Value)[] Pairs = [
        .. Message.Of(Message.Address).Select(pair => (Wire.Utf8(pair.Item1), Wire.Utf8(pair.Item2)))];

    public static IEnumerable<Vector> All =>
    [
        .. Cuts.Select(cut => Raw($"header-cut-in-{cut.Name}", "header", "the file ends there", Cut.Build()[..cut.Bytes])),
        Raw("header-empty-file", "header", "no bytes at all", []),
        Raw("header-base64", "header", "the message's base64: it starts with 'Ag'", Wire.Utf8(Convert.ToBase64String(Cut.Build()))),

        Context("unsorted", "pairs are in the order of their keys' bytes", Message.PairsField(Pairs[1], Pairs[0], Pairs[2])),
        Context("reversed", "pairs are in the order of their keys' bytes", Message.PairsField([.. Pairs.Reverse()])),
        Context("key-twice", "a key stands once", Message.PairsField(Pairs[0], Pairs[0], Pairs[1], Pairs[2])),
        Context(
            "key-twice-with-other-value",
            "a key stands once, whatever its value",
            Message.PairsField(Pairs[0], (Pairs[0].Name, [65]), Pairs[1], Pairs[2])),
        Context("no-pairs-with-count", "an empty context has length 0 and no count", Wire.Field(Wire.U16(0))),
        Context("length-one", "a context has at least its count", Wire.Field([0])),
        Context("count-too-small", "bytes are left over after the pairs", Counted(2)),
        Context("count-too-large", "a pair is missing", Counted(4)),
        Context("count-huge", "65535 pairs are not in so few bytes", Counted(0xffff)),
        Context("byte-left-over", "the pairs do not fill the length", Wire.Field([.. Message.PairsField(Pairs)[2..], 0])),
        Context("value-longer-than-context", "a value's length reaches beyond the context", Wire.Field([0, 1, 0, 1, 97, 0, 9, 98])),
        Context("key-not-utf8", "c3 28 is not UTF-8", Message.PairsField([(Wire.U16(0xc328), [65]), .. Pairs])),
        Context("value-not-utf8", "ff is not UTF-8", Message.PairsField([([65], [255]), .. Pairs])),
        Context("value-overlong-utf8", "c0 80 is an overlong NUL", Message.PairsField([([65], [0xc0, 0x80]), .. Pairs])),
        Context("value-surrogate", "ed a0 80 is half of a pair", Message.PairsField([([65], [0xed, 0xa0, 0x80]), .. Pairs])),
        Context("8193-bytes", "a context has at most 8192 bytes", Filler(8193)),
        Context("65535-bytes", "a context has at most 8192 bytes", Filler(65535)),
        Context(
            "17-pairs",
            "a context has at most 16 pairs",
            Message.PairsField([.. Enumerable.Range(65, 17).Select(i => ((byte[])[(byte)i], Array.Empty<byte>()))])),

        Entries("none", "a message has an entry", Wire.U16(0)),
        Entries(
            "11",
            "a message has at most 10 entries",
            [.. Wire.U16(11), .. Enumerable.Range(0, 11).SelectMany(i => Entry.Kms(Message.Key, $"{i}").Bytes)]),
        Entries("65535-announced", "a message has at most 10 entries", [.. Wire.U16(65535), .. Entry.Kms(Message.Key, "a").Bytes]),
        Entries("provider-not-utf8", "ff is not UTF-8", One(new Entry([255], [], []))),
        Entries("provider-8193-bytes", "a field has at most 8192 bytes", One(new Entry(new byte[8193], [], []))),
        Entries("arn-8193-bytes", "a field has at most 8192 bytes", One(new Entry(Wire.Utf8("aws-kms"), new byte[8193], []))),
        Entries(
            "ciphertext-8193-bytes",
            "a field has at most 8192 bytes",
            One(new Entry(Wire.Utf8("aws-kms"), Wire.Utf8(Message.Key), new byte[8193]))),
        Entries(
            "ciphertext-longer-than-file",
            "a length reaches beyond the file",
            [.. Wire.U16(1), .. Wire.Field(Wire.Utf8("aws-kms")), .. Wire.Field(Wire.Utf8(Message.Key)), 0x1f, 0xff]),

        Of(new Message("header-content-type-0") { ContentType = 0 }, "header", "1 is a block, 2 are frames"),
        Of(new Message("header-content-type-3") { ContentType = 3 }, "header", "1 is a block, 2 are frames"),
        Of(new Message("header-content-type-255") { ContentType = 255 }, "header", "1 is a block, 2 are frames"),
        Of(new Message("header-frames-of-length-0") { FrameLength = 0 }, "header", "frames have a length"),
        Of(new Message("header-block-with-frame-length") { ContentType = 1 }, "header", "a block has frame length 0"),
        Of(
            new Message("header-signed-without-public-key") { Suite = 0x0578 },
            "header",
            "a signed suite has its public key in the context"),
        Of(
            new Message("header-unsigned-with-public-key") { PublicKey = Convert.ToBase64String(new P384("x").Compressed()) },
            "header",
            "an unsigned suite has no public key in the context"),
        Of(
            Message.Signed("header-signed-downgraded") with { Suite = 0x0478, Footer = [] },
            "header",
            "a signed message passed for an unsigned one"),

        .. new byte[] { 0, 3, 0x82, 255 }.Select(
            version => Of(new Message($"unsupported-version-{version}") { Version = version }, "unsupported", "version 2 is read")),
        Raw(
            "unsupported-version-1",
            "unsupported",
            "format version 1 has no suite that commits to its key",
            [1, 0x80, 0x03, 0x78, .. Cut.Build()[3..]]),
        Raw(
            "unsupported-version-1-without-derivation",
            "unsupported",
            "format version 1 has no suite that commits to its key",
            [1, 0x80, 0x00, 0x14, .. Cut.Build()[3..]]),
        .. new ushort[]
        {
            0x0000, 0x0014, 0x0046, 0x0078, 0x0114, 0x0146, 0x0178, 0x0214, 0x0346, 0x0378, 0x0477, 0x0479, 0x0678, 0x7804, 0xffff,
        }.Select(suite => Of(
            new Message($"unsupported-suite-{suite:x4}") { Suite = suite },
            "unsupported",
            "only 0478 and 0578 commit to their key in format version 2")),
    ];

    private static Vector Of(Message message, string expect, string comment) =>
        Raw(message.Label, expect, comment, message.Build()) with { DataKey = message.DataKey };

    private static Vector Raw(string name, string expect, string comment, byte[] file) =>
        new(name, expect, comment, file) { DataKey = Cut.DataKey };

    private static Vector Context(string name, string comment, byte[] field) =>
        Of(new Message($"header-context-{name}") { ContextField = field }, "header", comment);

    private static Vector Entries(string name, string comment, byte[] field) =>
        Of(new Message($"header-entries-{name}") { EntriesField = field }, "header", comment);

    private static byte[] One(Entry entry) => [.. Wire.U16(1), .. entry.Bytes];

    private static byte[] Counted(int count) => Wire.Field([.. Wire.U16(count), .. Message.PairsField(Pairs)[4..]]);

    private static byte[] Filler(int bytes) => Message.PairsField(([65], [.. Enumerable.Repeat((byte)66, bytes - 7)]));

    private static (string, int)[] Fields()
    {
        var context = Message.PairsField(Pairs0()).Length;
        var entry = Cut.Entries[0];
        var at = 0;
        (string, int)[] Next(params (string Name, int Length)[] fields) => [.. fields.Select(field =>
        {
            var cut = (field.Name, at + (field.Length / 2));
            at += field.Length;
            return cut;
        })];
        return Next(
            ("version", 1), ("suite", 2), ("message-id", 32), ("context-length", 2), ("context", context - 2), ("entry-count", 2),
            ("provider-length", 2), ("provider", 7), ("arn-length", 2), ("arn", entry.Info.Length), ("ciphertext-length", 2),
            ("ciphertext", entry.Ciphertext.Length), ("content-type", 1), ("frame-length", 4), ("commitment", 32), ("tag", 16))[1..];
    }

    private static (byte[], byte[])[] Pairs0() =>
        [.. Message.Of(Message.Address).Select(pair => (Wire.Utf8(pair.Item1), Wire.Utf8(pair.Item2)))];
}
