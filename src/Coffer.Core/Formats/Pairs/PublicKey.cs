using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace Coffer.Core.Formats.Pairs;

/// <summary>The half of a key pair that seals: ML-KEM-768 and X25519, one after the other. spec/formats.md, section 5.1.</summary>
internal sealed class PublicKey
{
    /// <summary>The length of a key, in bytes.</summary>
    public const int Bytes = LatticeBytes + CurveBytes;

    /// <summary>Of it the part of ML-KEM-768, which comes first.</summary>
    public const int LatticeBytes = 1184;

    /// <summary>Of it the part of X25519.</summary>
    public const int CurveBytes = 32;

    private const int CoefficientBytes = 1152;
    private const int Modulus = 3329;
    private const string Label = "PUBLIC KEY";

    private readonly byte[] bytes;
    private readonly byte[] id;

    private PublicKey(byte[] bytes)
    {
        this.bytes = bytes;
        id = SHA256.HashData(bytes);
    }

    /// <summary>SHA-256 of the key, 32 bytes: every file that is sealed for it begins with it.</summary>
    public ReadOnlySpan<byte> Id => id;

    /// <summary>The id as it is shown: 64 lower-case hexadecimal digits.</summary>
    public string IdText => Convert.ToHexStringLower(id);

    /// <summary>The part of ML-KEM-768.</summary>
    public ReadOnlySpan<byte> Lattice => bytes.AsSpan(0, LatticeBytes);

    /// <summary>The part of X25519.</summary>
    public ReadOnlySpan<byte> Curve => bytes.AsSpan(LatticeBytes);

    // SubjectPublicKeyInfo with the OID 1.3.6.1.4.1.62253.25722 and no parameters: DER has one form of it, so it is compared, not parsed.
    private static ReadOnlySpan<byte> DerStart =>
    [
        0x30, 0x82, 0x04, 0xd4, 0x30, 0x0d, 0x06, 0x0b, 0x2b, 0x06, 0x01, 0x04,
        0x01, 0x83, 0xe6, 0x2d, 0x81, 0xc8, 0x7a, 0x03, 0x82, 0x04, 0xc1, 0x00,
    ];

    /// <summary>The key of these bytes.</summary>
    /// <exception cref="PairException"><see cref="PairProblem.Key"/> where they are none.</exception>
    public static PublicKey Of(ReadOnlySpan<byte> key) =>
        key.Length != Bytes ? throw Bad($"it has {key.Length} bytes, not {Bytes}")
        : !AreCoefficients(key[..CoefficientBytes]) ? throw Bad("its part of ML-KEM has a number that is too large")
        : IsOfLowOrder(key[LatticeBytes..]) ? throw Bad("its part of X25519 makes the same secret with every other key")
        : new PublicKey(key.ToArray());

    /// <summary>The key of a PEM file.</summary>
    /// <exception cref="PairException"><see cref="PairProblem.Key"/> where it is none.</exception>
    public static PublicKey OfPem(ReadOnlySpan<byte> file)
    {
        var text = Encoding.Latin1.GetString(file);
        if (!PemEncoding.TryFind(text, out var fields)
            || text.AsSpan()[fields.Label] is not Label
            || !text.AsSpan(0, fields.Location.Start.Value).IsWhiteSpace()
            || !text.AsSpan(fields.Location.End.Value).IsWhiteSpace())
        {
            throw Bad($"it is not one PEM text '{Label}'");
        }

        var der = new byte[fields.DecodedDataLength];
        return Convert.TryFromBase64Chars(text.AsSpan()[fields.Base64Data], der, out var length) && length == der.Length
            && der.Length == DerStart.Length + Bytes && der.AsSpan().StartsWith(DerStart)
            ? Of(der.AsSpan(DerStart.Length))
            : throw Bad("what is in the PEM text is no key of the kind MLKEM768-X25519");
    }

    /// <summary>The key as a PEM file.</summary>
    public byte[] ToPem() => Encoding.ASCII.GetBytes(PemEncoding.WriteString(Label, [.. DerStart, .. bytes]) + "\n");

    // FIPS 203, section 7.2: two numbers of 12 bits in three bytes.
    private static bool AreCoefficients(ReadOnlySpan<byte> packed)
    {
        for (; packed.Length > 0; packed = packed[3..])
        {
            if ((packed[0] | ((packed[1] & 0xf) << 8)) >= Modulus || ((packed[1] >> 4) | (packed[2] << 4)) >= Modulus)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOfLowOrder(ReadOnlySpan<byte> point)
    {
        Span<byte> agreed = stackalloc byte[CurveBytes];
        return !X25519.CalculateAgreement(new byte[CurveBytes], point, agreed);
    }

    private static PairException Bad(string problem) => new(PairProblem.Key, problem);
}
