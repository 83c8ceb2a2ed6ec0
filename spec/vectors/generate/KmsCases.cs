namespace Vectors;

/// <summary>What is told of a KMS blob by its outside, and what is no ciphertext.</summary>
internal static class KmsCases
{
    private static readonly byte[] Oid128 = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x06];

    public static IEnumerable<Vector> All =>
    [
        .. new[] { 1, 2, 12, 32, 33, 100, 101, 228, 229, 1000, 4096 }.Select(
            size => Good(new Blob($"kms-{size}-bytes", size), "the content is the plaintext and 27 bytes")),
        Good(new Blob("kms-start-0101", 12) { Start = [1, 1, 1, 0, 0x78] }, "without the 17 bytes in the middle"),
        Good(new Blob("kms-start-010102", 12) { Start = [1, 1, 2, 0, 0x78] }, "without the 17 bytes in the middle"),
        Good(new Blob("kms-start-010201", 12) { Start = [1, 2, 1, 0, 0x78] }, "a multi-Region key's"),
        Good(new Blob("kms-start-010203", 12) { Start = [1, 2, 3, 0, 0x78] }, "observed"),
        Good(new Blob("kms-made-locally", 12) { Middle = [1, .. "coffer-local"u8, 0, 0, 0, 1] }, "marked as the local AWS's own"),
        Good(new Blob("kms-unbound", 12), "a blob does not show its context") with { Binding = "none" },

        Unknown(new Blob("unknown-version-2", 12) { Start = [2, 2, 2, 0, 0x78] }, "the first byte is 1"),
        Unknown(new Blob("unknown-second-byte-3", 12) { Start = [1, 3, 2, 0, 0x78] }, "the second byte is 1 or 2"),
        Unknown(new Blob("unknown-third-byte-4", 12) { Start = [1, 2, 4, 0, 0x78] }, "the third byte is 1, 2 or 3"),
        Unknown(new Blob("unknown-suite-79", 12) { Start = [1, 2, 2, 0, 0x79] }, "the fifth byte is 78"),
        Unknown(new Blob("unknown-of-2014", 12) { Start = [0x0a, 0x20, 2, 0, 0x78] }, "0a 20: a blob of 2014 or earlier"),
        Unknown(new Blob("unknown-middle-starts-with-2", 12) { Middle = [2, .. new byte[16]] }, "the middle starts with 1"),
        Unknown(new Blob("unknown-length-too-large", 12) { LengthError = 1 }, "the length reaches beyond the file"),
        Unknown(new Blob("unknown-length-too-small", 12) { LengthError = -1 }, "a byte is left over"),
        Unknown(new Blob("unknown-byte-after-der", 12) { AfterMessage = [0] }, "nothing follows the DER"),
        Unknown(new Blob("unknown-outer-type", 12) { OuterType = Oid128 }, "CMS EncryptedData"),
        Unknown(new Blob("unknown-inner-type", 12) { InnerType = Oid128 }, "CMS Data"),
        Unknown(new Blob("unknown-algorithm", 12) { Algorithm = Oid128 }, "AES-256-GCM"),
        Unknown(new Blob("unknown-cms-version-2", 12) { Version = 2 }, "version 0"),
        Unknown(new Blob("unknown-nonce-of-16-bytes", 12) { NonceBytes = 16 }, "a nonce has 12 bytes"),
        Unknown(new Blob("unknown-tag-of-12-bytes", 12) { TagBytes = 12 }, "a tag has 16 bytes"),
        Unknown(new Blob("unknown-of-no-plaintext", 0), "KMS seals at least one byte"),
        Unknown(new Blob("unknown-content-of-10-bytes", 12) { ContentBytes = 10 }, "the content is the plaintext and 27 bytes"),
        Raw("unknown-cut", "unknown", "the file ends before the blob does", new Blob("cut", 12).Build()[..^1]),
        Raw("unknown-byte-after-the-end", "unknown", "nothing follows the blob", [.. new Blob("more", 12).Build(), 10]),
        Raw("unknown-noise", "unknown", "200 bytes that mean nothing", Repeatable.Bytes("noise", 200)),
        Raw("unknown-too-long", "unknown", "KMS takes at most 6144 bytes", new Blob("long", 6100).Build()),

        Other("empty", "no bytes", []),
        Other("text", "a plaintext", Wire.Utf8("hunter2\n")),
        Other("long-text", "a plaintext", Wire.Utf8(string.Concat(Enumerable.Repeat("correct horse battery staple ", 20)))),
        Other("one-byte", "too short", [200]),
        Other("short-noise", "too short: 32 bytes may be a key", Repeatable.Bytes("short", 32)),
        Other("pem", "a private key", Wire.Utf8("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")),
        Other("json", "a file of settings", Wire.Utf8(" {\"password\": \"hunter2\"}\n")),
        Other("base64-of-a-blob", "the CLI's output, not decoded", Wire.Utf8(Convert.ToBase64String(new Blob("b", 12).Build()))),
        Other("base64-of-an-envelope", "a message, not decoded", Wire.Utf8(Convert.ToBase64String(new Message("b").Build()))),
        Other("gzip", "an archive", [0x1f, 0x8b, .. Repeatable.Bytes("gzip", 120)]),
        Other("zip", "an archive", [0x50, 0x4b, 3, 4, .. Repeatable.Bytes("zip", 120)]),
        Other("java-keystore", "a keystore", [0xfe, 0xed, 0xfe, 0xed, .. Repeatable.Bytes("jks", 120)]),
        Other("elf", "a program", [0x7f, 0x45, 0x4c, 0x46, .. Repeatable.Bytes("elf", 120)]),
        Other("der", "a certificate or a keystore", [0x30, 0x82, .. Repeatable.Bytes("der", 120)]),
        Other("utf8-with-mark", "text", [0xef, 0xbb, 0xbf, .. Wire.Utf8("hunter2")]),
        Other("utf16", "text", [0xff, 0xfe, .. System.Text.Encoding.Unicode.GetBytes("hunter2")]),
        Other("cut-blob", "the first bytes of a blob", new Blob("c", 12).Build()[..60]),
    ];

    private static Vector Good(Blob blob, string comment) => Raw(blob.Label, "success", comment, blob.Build()) with
    {
        DataKey = Repeatable.Bytes(blob.Label + " plaintext", blob.PlaintextBytes),
        Plaintext = Repeatable.Bytes(blob.Label + " plaintext", blob.PlaintextBytes),
    };

    private static Vector Unknown(Blob blob, string comment) => Raw(blob.Label, "unknown", comment, blob.Build());

    private static Vector Other(string name, string comment, byte[] file) => Raw($"not-ciphertext-{name}", "not-ciphertext", comment, file);

    private static Vector Raw(string name, string expect, string comment, byte[] file) => new(name, expect, comment, file);
}
