using System.Numerics;
using System.Security.Cryptography;

namespace Coffer.Core.Formats.Envelopes;

/// <summary>
/// The signature of suite 0578: ECDSA over P-384 with SHA-384, whose public key is in the context as a compressed point
/// (SEC 1, section 2.3.4), which .NET does not read.
/// </summary>
internal static class MessageSignature
{
    /// <summary>The context key that carries the public key; reserved for signing suites.</summary>
    public const string ContextKey = "aws-crypto-public-key";

    private const int CoordinateBytes = 48;

    // FIPS 186-4, D.1.2.4.
    private static readonly BigInteger Prime =
        BigInteger.Pow(2, 384) - BigInteger.Pow(2, 128) - BigInteger.Pow(2, 96) + BigInteger.Pow(2, 32) - 1;

    private static readonly BigInteger B = BigInteger.Parse(
        "0b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
        System.Globalization.NumberStyles.HexNumber,
        System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Checks the signature, where the suite has one.</summary>
    /// <exception cref="EnvelopeException"><see cref="EnvelopeProblem.Signature"/>.</exception>
    public static void Require(EnvelopeMessage message)
    {
        if (!message.Header.Suite.IsSigned)
        {
            return;
        }

        var key = message.Header.Context.FirstOrDefault(pair => pair.Key == ContextKey).Value;
        using var verifier = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP384, Q = Point(key) });
        if (!IsGood(verifier, message))
        {
            throw Wrong("its signature is wrong");
        }
    }

    private static bool IsGood(ECDsa verifier, EnvelopeMessage message)
    {
        try
        {
            return verifier.VerifyData(
                message.Signed, message.Signature, HashAlgorithmName.SHA384, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static ECPoint Point(string? base64)
    {
        var bytes = new byte[CoordinateBytes + 1];
        if (base64 is null || !Convert.TryFromBase64String(base64, bytes, out var length) || length != bytes.Length
            || bytes[0] is not (2 or 3) || Convert.ToBase64String(bytes) != base64)
        {
            throw Wrong("its public key is not a compressed point of P-384");
        }

        var x = new BigInteger(bytes.AsSpan(1), isUnsigned: true, isBigEndian: true);
        var square = (BigInteger.ModPow(x, 3, Prime) - (3 * x) + B) % Prime;
        square = square.Sign < 0 ? square + Prime : square;

        // The prime is 3 modulo 4, so that a power gives the root.
        var y = BigInteger.ModPow(square, (Prime + 1) / 4, Prime);
        if (x >= Prime || (y * y % Prime) != square)
        {
            throw Wrong("its public key is not on the curve");
        }

        y = y.IsEven == (bytes[0] == 2) ? y : Prime - y;
        return new ECPoint { X = bytes[1..], Y = Coordinate(y) };
    }

    private static byte[] Coordinate(BigInteger value)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[CoordinateBytes - bytes.Length], .. bytes];
    }

    private static EnvelopeException Wrong(string what) => new(EnvelopeProblem.Signature, what);
}
