namespace Vectors;

/// <summary>An encrypted data key.</summary>
internal sealed record Entry(byte[] Provider, byte[] Info, byte[] Ciphertext)
{
    public byte[] Bytes => [.. Wire.Field(Provider), .. Wire.Field(Info), .. Wire.Field(Ciphertext)];

    public static Entry Kms(string arn, string label) => new(Wire.Utf8("aws-kms"), Wire.Utf8(arn), new Blob(label, 32).Build());
}

/// <summary>A frame; what is authenticated with it may be another's.</summary>
internal sealed record Frame(uint Sequence, bool IsFinal, byte[] Content)
{
    public byte[]? Nonce { get; init; }

    public string? Kind { get; init; }

    public uint? AadSequence { get; init; }

    public ulong? AadLength { get; init; }

    public byte[] Bytes(byte[] key, byte[] messageId)
    {
        var nonce = Nonce ?? Wire.Nonce(Sequence);
        byte[] aad =
        [
            .. messageId,
            .. Wire.Utf8("AWSKMSEncryptionClient " + (Kind ?? (IsFinal ? "Final Frame" : "Frame"))),
            .. Wire.U32(AadSequence ?? Sequence),
            .. Wire.U64(AadLength ?? (ulong)Content.Length),
        ];
        return
        [
            .. IsFinal ? Wire.U32(uint.MaxValue) : [],
            .. Wire.U32(Sequence),
            .. nonce,
            .. IsFinal ? Wire.U32((uint)Content.Length) : [],
            .. Wire.Gcm(key, nonce, Content, aad),
        ];
    }
}

/// <summary>
/// An Encryption SDK message, format version 2, with every field open to change. What is changed here is authentic: the
/// header's tag and the signature are made over it.
/// </summary>
internal sealed record Message(string Label)
{
    public const string Address = "staging/api/db-password";
    public const string Key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    public byte Version { get; init; } = 2;

    public ushort Suite { get; init; } = 0x0478;

    public byte[] Id { get; init; } = Repeatable.Bytes(Label + " id", 32);

    public byte[] DataKey { get; init; } = Repeatable.Bytes(Label + " data key", 32);

    public (string Name, string Value)[] Context { get; init; } = Of(Address);

    public P384? Signer { get; init; }

    public string? PublicKey { get; init; }

    public Entry[] Entries { get; init; } = [Entry.Kms(Key, Label)];

    public byte ContentType { get; init; } = 2;

    public uint FrameLength { get; init; } = 4096;

    public byte[] Plaintext { get; init; } = Repeatable.Bytes(Label + " plaintext", 12);

    public bool EmptyFinal { get; init; }

    /// <summary>The context's field with its length, where it is not what the pairs give.</summary>
    public byte[]? ContextField { get; init; }

    /// <summary>The entries with their number, where they are not what the entries give.</summary>
    public byte[]? EntriesField { get; init; }

    public byte[]? Commit { get; init; }

    public byte[]? Tag { get; init; }

    public Frame[]? Frames { get; init; }

    public byte[]? Body { get; init; }

    public byte[]? Footer { get; init; }

    public byte[] EncryptionKey => Wire.Hkdf(DataKey, Id, [.. Wire.U16(Suite), .. Wire.Utf8("DERIVEKEY")]);

    public byte[] CommitKey => Wire.Hkdf(DataKey, Id, Wire.Utf8("COMMITKEY"));

    public static Message Signed(string label) => new(label) { Suite = 0x0578, Signer = new P384(label + " signer") };

    public static (string, string)[] Of(string address)
    {
        var parts = address.Split('/', 3);
        return [("environment", parts[0]), ("secret", parts[2]), ("service", parts[1])];
    }

    public static byte[] PairsField(params (byte[] Name, byte[] Value)[] pairs) => Wire.Field(
        pairs.Length == 0
            ? []
            : [.. Wire.U16(pairs.Length), .. pairs.SelectMany(pair => (byte[])[.. Wire.Field(pair.Name), .. Wire.Field(pair.Value)])]);

    public byte[] Header() =>
    [
        Version,
        .. Wire.U16(Suite),
        .. Id,
        .. ContextField ?? PairsField([.. WithPublicKey().Select(pair => (Wire.Utf8(pair.Name), Wire.Utf8(pair.Value)))]),
        .. EntriesField ?? [.. Wire.U16(Entries.Length), .. Entries.SelectMany(entry => entry.Bytes)],
        ContentType,
        .. Wire.U32(FrameLength),
        .. Commit ?? CommitKey,
    ];

    public byte[] HeaderWithTag()
    {
        var header = Header();
        return [.. header, .. Tag ?? Wire.Gcm(EncryptionKey, Wire.Nonce(0), [], header)];
    }

    public byte[] Unsigned() => [.. HeaderWithTag(), .. Body ?? BodyOf(Frames ?? Split())];

    public byte[] Build()
    {
        var unsigned = Unsigned();
        return [.. unsigned, .. Footer ?? (Signer is null ? [] : Wire.Field(Signer.Sign(unsigned)))];
    }

    public byte[] BodyOf(params Frame[] frames) => ContentType == 1
        ? Block(Plaintext, Wire.Nonce(1))
        : [.. frames.SelectMany(frame => frame.Bytes(EncryptionKey, Id))];

    public byte[] Block(byte[] content, byte[] nonce, string kind = "Single Block") =>
    [
        .. nonce,
        .. Wire.U64((ulong)content.Length),
        .. Wire.Gcm(
            EncryptionKey,
            nonce,
            content,
            [.. Id, .. Wire.Utf8("AWSKMSEncryptionClient " + kind), .. Wire.U32(1), .. Wire.U64((ulong)content.Length)]),
    ];

    public Frame[] Split()
    {
        var chunks = Plaintext.Chunk((int)Math.Min(Math.Max(FrameLength, 1), int.MaxValue)).ToList();
        if (chunks.Count == 0 || EmptyFinal)
        {
            chunks.Add([]);
        }

        return [.. chunks.Select((chunk, i) => new Frame((uint)i + 1, i == chunks.Count - 1, chunk))];
    }

    private IEnumerable<(string Name, string Value)> WithPublicKey() =>
        PublicKey is null && Signer is null
            ? Context
            : Context.Prepend(("aws-crypto-public-key", PublicKey ?? Convert.ToBase64String(Signer!.Compressed())));
}
