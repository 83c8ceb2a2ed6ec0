using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Kems;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace Coffer.Core.Formats.Pairs;

/// <summary>
/// The half of a key pair that opens, made from its seed. For any number of threads. The part of X25519 is in pinned memory and zeroed;
/// that of ML-KEM is in arrays of the library, which cannot be zeroed: it lives until the process ends or becomes its command.
/// </summary>
internal sealed class PrivateKey : IDisposable
{
    /// <summary>The length of a seed, in bytes: it is all that is kept of a private key.</summary>
    public const int SeedBytes = 32;

    private const int LatticeSeedBytes = 64;
    private const int StrongestShake = 256;

    private readonly MLKemPrivateKeyParameters lattice;
    private readonly byte[] scalar = GC.AllocateUninitializedArray<byte>(PublicKey.CurveBytes, pinned: true);

    private PrivateKey(ReadOnlySpan<byte> seed)
    {
        var expanded = GC.AllocateUninitializedArray<byte>(LatticeSeedBytes + PublicKey.CurveBytes, pinned: true);
        var latticeSeed = GC.AllocateUninitializedArray<byte>(LatticeSeedBytes, pinned: true);
        try
        {
            var shake = new ShakeDigest(StrongestShake);
            shake.BlockUpdate(seed);
            shake.OutputFinal(expanded);
            expanded.AsSpan(0, LatticeSeedBytes).CopyTo(latticeSeed);
            expanded.AsSpan(LatticeSeedBytes).CopyTo(scalar);
            lattice = MLKemPrivateKeyParameters.FromSeed(
                MLKemParameters.ml_kem_768, latticeSeed, MLKemPrivateKeyParameters.Format.EncodingOnly);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(expanded);
            CryptographicOperations.ZeroMemory(latticeSeed);
        }

        var curve = new byte[PublicKey.CurveBytes];
        X25519.ScalarMultBase(scalar, curve);
        Public = PublicKey.Of([.. lattice.GetPublicKeyEncoded(), .. curve]);
    }

    /// <summary>The other half.</summary>
    public PublicKey Public { get; }

    /// <summary>A seed that nobody has seen.</summary>
    public static SecretValue NewSeed() => SecretValue.Create(SeedBytes, 0, static (to, _) => RandomNumberGenerator.Fill(to));

    /// <summary>The key of a seed, which the caller disposes of.</summary>
    /// <exception cref="PairException"><see cref="PairProblem.Key"/> where it has another length.</exception>
    public static PrivateKey Of(SecretValue seed) => seed.Length == SeedBytes
        ? new PrivateKey(seed.Reveal())
        : throw new PairException(PairProblem.Key, $"it has {seed.Length} bytes, not the {SeedBytes} of a seed");

    /// <summary>The secret that was made for this key; where it was made for another, one that nobody knows, and no word of it.</summary>
    /// <param name="encapsulated">What came with the file.</param>
    /// <param name="shared">The secret, 32 bytes.</param>
    /// <returns>False where X25519 gave zero: the caller refuses the file, after the same work as for any other.</returns>
    public bool Decapsulate(ReadOnlySpan<byte> encapsulated, Span<byte> shared)
    {
        Span<byte> fromLattice = stackalloc byte[HybridKem.SharedBytes];
        Span<byte> fromCurve = stackalloc byte[HybridKem.SharedBytes];
        try
        {
            var opening = new MLKemDecapsulator(MLKemParameters.ml_kem_768);
            opening.Init(lattice);
            opening.Decapsulate(encapsulated[..HybridKem.LatticeBytes], fromLattice);
            var sent = encapsulated[HybridKem.LatticeBytes..];
            var isAgreed = X25519.CalculateAgreement(scalar, sent, fromCurve);
            HybridKem.Combine(fromLattice, fromCurve, sent, Public, shared);
            return isAgreed;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(fromLattice);
            CryptographicOperations.ZeroMemory(fromCurve);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(scalar);
}
