using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Kems;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc7748;
using Org.BouncyCastle.Security;

namespace Coffer.Core.Formats.Pairs;

/// <summary>
/// The key encapsulation MLKEM768-X25519, also called X-Wing: https://datatracker.ietf.org/doc/draft-connolly-cfrg-xwing-kem/. Only its
/// combiner is written here; what opens is <see cref="PrivateKey"/>.
/// </summary>
internal static class HybridKem
{
    /// <summary>The length of what goes with a file, in bytes.</summary>
    public const int EncapsulatedBytes = LatticeBytes + PublicKey.CurveBytes;

    /// <summary>Of it the part of ML-KEM-768, which comes first.</summary>
    public const int LatticeBytes = 1088;

    /// <summary>The length of a shared secret, in bytes.</summary>
    public const int SharedBytes = 32;

    /// <summary>The random bytes that one encapsulation takes: of ML-KEM, then of X25519.</summary>
    public const int RandomBytes = 32 + PublicKey.CurveBytes;

    private const int Sha3Bits = 256;

    private static ReadOnlySpan<byte> Label => @"\.//^\"u8;

    /// <summary>Makes a shared secret for a key, and what lets the key's owner make it, too.</summary>
    /// <param name="key">The key.</param>
    /// <param name="random">Random bytes, never used before and never again.</param>
    /// <param name="encapsulated">What goes with the file.</param>
    /// <param name="shared">The secret.</param>
    public static void Encapsulate(PublicKey key, ReadOnlySpan<byte> random, Span<byte> encapsulated, Span<byte> shared)
    {
        Span<byte> fromLattice = stackalloc byte[SharedBytes];
        Span<byte> fromCurve = stackalloc byte[SharedBytes];
        var forLattice = new Drawn(random[..^PublicKey.CurveBytes]);
        var scalar = random[^PublicKey.CurveBytes..];
        try
        {
            var sealing = new MLKemEncapsulator(MLKemParameters.ml_kem_768);
            var lattice = MLKemPublicKeyParameters.FromEncoding(MLKemParameters.ml_kem_768, key.Lattice.ToArray());
            sealing.Init(new ParametersWithRandom(lattice, forLattice));
            sealing.Encapsulate(encapsulated[..LatticeBytes], fromLattice);
            var sent = encapsulated[LatticeBytes..];
            X25519.ScalarMultBase(scalar, sent);
            if (!X25519.CalculateAgreement(scalar, key.Curve, fromCurve))
            {
                throw new PairException(PairProblem.Key, "its part of X25519 makes the same secret with every other key");
            }

            Combine(fromLattice, fromCurve, sent, key, shared);
        }
        finally
        {
            forLattice.Clear();
            CryptographicOperations.ZeroMemory(fromLattice);
            CryptographicOperations.ZeroMemory(fromCurve);
        }
    }

    /// <summary>The secret of both parts: to break one of them alone gives nothing.</summary>
    public static void Combine(
        ReadOnlySpan<byte> fromLattice, ReadOnlySpan<byte> fromCurve, ReadOnlySpan<byte> sent, PublicKey key, Span<byte> shared)
    {
        // The library clears a digest's state as it gives the result. That of .NET is not there on every system.
        var digest = new Sha3Digest(Sha3Bits);
        digest.BlockUpdate(fromLattice);
        digest.BlockUpdate(fromCurve);
        digest.BlockUpdate(sent);
        digest.BlockUpdate(key.Curve);
        digest.BlockUpdate(Label);
        digest.DoFinal(shared);
    }

    // The system's randomness, as we have drawn it: the library's own generator is not used.
    private sealed class Drawn(ReadOnlySpan<byte> random) : SecureRandom(null!)
    {
        private readonly byte[] bytes = Pinned(random);

        public override void NextBytes(byte[] buf) => NextBytes(buf.AsSpan());

        public override void NextBytes(byte[] buf, int off, int len) => NextBytes(buf.AsSpan(off, len));

        // All of it or nothing: part of it twice would be the same secret for two files.
        public override void NextBytes(Span<byte> buffer)
        {
            if (buffer.Length != bytes.Length)
            {
                throw new InvalidOperationException("ML-KEM takes 32 random bytes at once");
            }

            bytes.CopyTo(buffer);
        }

        public void Clear() => CryptographicOperations.ZeroMemory(bytes);

        private static byte[] Pinned(ReadOnlySpan<byte> random)
        {
            var copy = GC.AllocateUninitializedArray<byte>(random.Length, pinned: true);
            random.CopyTo(copy);
            return copy;
        }
    }
}
