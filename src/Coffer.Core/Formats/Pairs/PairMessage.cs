using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Coffer.Core.Model;

namespace Coffer.Core.Formats.Pairs;

/// <summary>A secret's file in the format <c>service</c>: sealed for a service's public key. spec/formats.md, section 5.</summary>
internal static class PairMessage
{
    /// <summary>What a file is longer than its plaintext, in bytes.</summary>
    public const int Overhead = HeaderBytes + HybridKem.EncapsulatedBytes + TagBytes;

    /// <summary>The length of the tag, in bytes.</summary>
    public const int TagBytes = 16;

    private const int HeaderBytes = 46;
    private const int IdAt = 14;
    private const int VersionEnd = 8;
    private const int MaxNameBytes = 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static ReadOnlySpan<byte> Start => "coffer"u8;

    // Version 1, and the numbers of the algorithms in IANA's registry of HPKE.
    private static ReadOnlySpan<byte> Prefix => "coffer\0\x01\x64\x7a\0\x01\0\x02"u8;

    /// <summary>Whether a file says that it is one, of this version or another; no text is.</summary>
    public static bool Is(ReadOnlySpan<byte> file) => file.StartsWith(Start) && file.Length > Start.Length && file[Start.Length] < '\t';

    /// <summary>Seals a value for an address.</summary>
    /// <exception cref="PairException"><see cref="PairProblem.Context"/> or <see cref="PairProblem.Key"/>.</exception>
    public static byte[] Seal(PublicKey key, SecretAddress address, SecretValue value)
    {
        using var random = SecretValue.Create(HybridKem.RandomBytes, 0, static (to, _) => RandomNumberGenerator.Fill(to));
        return Seal(key, address, value, random);
    }

    /// <summary>Seals with random bytes that are given: a second file with the same would show what both hold.</summary>
    public static byte[] Seal(PublicKey key, SecretAddress address, SecretValue value, SecretValue random)
    {
        var names = Names(address);
        var file = new byte[Overhead + value.Length];
        Prefix.CopyTo(file);
        key.Id.CopyTo(file.AsSpan(IdAt));
        Span<byte> shared = stackalloc byte[HybridKem.SharedBytes];
        try
        {
            HybridKem.Encapsulate(key, random.Reveal(), file.AsSpan(HeaderBytes, HybridKem.EncapsulatedBytes), shared);
            using var fileKey = FileKey.Of(shared);
            using var cipher = fileKey.Cipher();
            cipher.Encrypt(
                fileKey.Nonce,
                value.Reveal(),
                file.AsSpan(HeaderBytes + HybridKem.EncapsulatedBytes, value.Length),
                file.AsSpan(file.Length - TagBytes),
                [.. file.AsSpan(0, HeaderBytes), .. names]);
            return file;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
        }
    }

    /// <summary>The id of the key that a file says it is sealed for: it is a claim, until the file opens.</summary>
    /// <exception cref="PairException"><see cref="PairProblem.Format"/> or <see cref="PairProblem.Unsupported"/>.</exception>
    public static string KeyIdOf(ReadOnlySpan<byte> file)
    {
        RequireShape(file);
        return Convert.ToHexStringLower(file[IdAt..HeaderBytes]);
    }

    /// <summary>Opens a file; nothing is given away before all of it is authentic.</summary>
    /// <exception cref="PairException">In the order of spec/formats.md, section 5.4.</exception>
    public static SecretValue Open(ReadOnlySpan<byte> file, PrivateKey key, SecretAddress address)
    {
        var names = Names(address);
        RequireShape(file);
        if (!file[IdAt..HeaderBytes].SequenceEqual(key.Public.Id))
        {
            throw new PairException(PairProblem.OtherKey, "it is sealed for another key pair");
        }

        Span<byte> shared = stackalloc byte[HybridKem.SharedBytes];
        try
        {
            // What comes out of zero is decrypted, too: the private key shows in no failure that is earlier than others.
            var isAgreed = key.Decapsulate(file.Slice(HeaderBytes, HybridKem.EncapsulatedBytes), shared);
            using var fileKey = FileKey.Of(shared);
            return Decrypted(file, fileKey, names, isAgreed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
        }
    }

    private static SecretValue Decrypted(ReadOnlySpan<byte> file, FileKey key, byte[] names, bool isAgreed)
    {
        SecretValue? value = null;
        try
        {
            using var cipher = key.Cipher();
            value = SecretValue.Create(
                file.Length - Overhead, new Sealed(file, cipher, key.Nonce, names), static (to, from) => from.DecryptInto(to));
        }
        catch (AuthenticationTagMismatchException)
        {
        }

        if (value is not null && isAgreed)
        {
            return value;
        }

        value?.Dispose();
        throw new PairException(PairProblem.Refused, "it was sealed for another address, or was changed since");
    }

    private static void RequireShape(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(Start) || file.Length < VersionEnd)
        {
            throw new PairException(PairProblem.Format, "it does not begin as a file of the format 'service'");
        }

        // Before the length: a file of a later version may be shorter.
        if (!file[..VersionEnd].SequenceEqual(Prefix[..VersionEnd]))
        {
            throw new PairException(PairProblem.Unsupported, "its version of the format 'service' is not known: it takes a newer coffer");
        }

        if (file.Length < Overhead)
        {
            throw new PairException(PairProblem.Format, $"it has {file.Length} bytes, too few for the format 'service': it was cut off");
        }

        if (!file[..IdAt].SequenceEqual(Prefix))
        {
            throw new PairException(PairProblem.Unsupported, "it is sealed with an algorithm that this coffer does not know");
        }
    }

    private static byte[] Names(SecretAddress address) =>
        [.. Name(address.Environment, "environment"), .. Name(address.Service, "service"), .. Name(address.Name, "name")];

    private static byte[] Name(string name, string what)
    {
        try
        {
            var length = Strict.GetByteCount(name);
            if (length is 0 or > MaxNameBytes)
            {
                throw new PairException(PairProblem.Context, $"the {what} has {length} bytes, not 1 to {MaxNameBytes}");
            }

            var bytes = new byte[sizeof(ushort) + length];
            BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)length);
            Strict.GetBytes(name, bytes.AsSpan(sizeof(ushort)));
            return bytes;
        }
        catch (EncoderFallbackException)
        {
            throw new PairException(PairProblem.Context, $"the {what} is not Unicode");
        }
    }

    private readonly ref struct Sealed(ReadOnlySpan<byte> file, AesGcm cipher, ReadOnlySpan<byte> nonce, byte[] names)
    {
        private readonly ReadOnlySpan<byte> file = file;
        private readonly ReadOnlySpan<byte> nonce = nonce;

        public void DecryptInto(Span<byte> plaintext) => cipher.Decrypt(
            nonce,
            file[(HeaderBytes + HybridKem.EncapsulatedBytes)..^TagBytes],
            file[^TagBytes..],
            plaintext,
            [.. file[..HeaderBytes], .. names]);
    }
}
