namespace Vectors;

/// <summary>A CiphertextBlob as the real KMS's looks from outside; the content is noise.</summary>
internal sealed record Blob(string Label, int PlaintextBytes)
{
    private static readonly byte[] Aes256Gcm = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2e];
    private static readonly byte[] Data = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];
    private static readonly byte[] EncryptedData = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x06];

    public byte[] Start { get; init; } = [1, 2, 2, 0, 0x78];

    public byte[]? Middle { get; init; }

    public byte[] Algorithm { get; init; } = Aes256Gcm;

    public byte[] OuterType { get; init; } = EncryptedData;

    public byte[] InnerType { get; init; } = Data;

    public byte Version { get; init; }

    public int NonceBytes { get; init; } = 12;

    public byte TagBytes { get; init; } = 16;

    public int ContentBytes { get; init; } = PlaintextBytes + 27;

    public byte[] AfterMessage { get; init; } = [];

    public int LengthError { get; init; }

    public byte[] Build()
    {
        var message = Message();
        return
        [
            .. Start,
            .. Repeatable.Bytes("fingerprint", 32),
            .. Middle ?? (Start[1] == 2 ? [1, .. Repeatable.Bytes(Label + " middle", 16)] : []),
            .. Wire.U32((uint)(message.Length + LengthError)),
            .. message,
        ];
    }

    private byte[] Message() =>
    [
        .. Der.Sequence(OuterType, Der.Tag(0xa0, Der.Sequence(
            [0x02, 0x01, Version],
            Der.Sequence(
                InnerType,
                Der.Sequence(Algorithm, Der.Sequence(Der.Octets(Repeatable.Bytes(Label + " nonce", NonceBytes)), [0x02, 0x01, TagBytes])),
                Der.Tag(0x80, Repeatable.Bytes(Label + " content", ContentBytes)))))),
        .. AfterMessage,
    ];
}
