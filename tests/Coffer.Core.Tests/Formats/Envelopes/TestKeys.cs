using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Coffer.Core.Formats.Envelopes;

namespace Coffer.Core.Tests.Formats.Envelopes;

/// <summary>The keys of the independent messages: raw AES keys, and a KMS that is made up.</summary>
internal static class TestKeys
{
    private const int NonceBytes = 12;
    private const int FakeKmsMarkBytes = 11;

    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The data key of the first entry that one of the keys opens.</summary>
    /// <exception cref="EnvelopeException"><see cref="EnvelopeProblem.Key"/>.</exception>
    public static SecretValue Unwrap(JsonElement keys, EnvelopeHeader header)
    {
        foreach (var key in keys.EnumerateArray())
        {
            var secret = key.GetProperty("key").GetBytesFromBase64();
            foreach (var entry in header.DataKeys)
            {
                var dataKey = key.GetProperty("type").GetString() == "raw-aes"
                    ? RawAes(key, secret, entry, header)
                    : FakeKms(key, secret, entry, header);
                if (dataKey is not null)
                {
                    return SecretValue.CopyOf(dataKey);
                }
            }
        }

        throw new EnvelopeException(EnvelopeProblem.Key, "no entry could be opened");
    }

    private static byte[]? RawAes(JsonElement key, byte[] secret, EncryptedDataKey entry, EnvelopeHeader header)
    {
        var info = (byte[])[.. Encoding.UTF8.GetBytes(key.GetProperty("name").GetString()!), 0, 0, 0, 128, 0, 0, 0, NonceBytes];
        return entry.Provider == key.GetProperty("namespace").GetString()
            && entry.KeyArn.Length == info.Length + NonceBytes
            && entry.KeyArn.AsSpan().StartsWith(info)
                ? Decrypt(secret, entry.KeyArn[info.Length..], entry.Ciphertext, Serialized(header.Context))
                : null;
    }

    private static byte[]? FakeKms(JsonElement key, byte[] secret, EncryptedDataKey entry, EnvelopeHeader header)
    {
        var arn = Encoding.UTF8.GetString(entry.KeyArn);
        var pairs = JsonSerializer.Serialize(header.Context.Select(pair => new[] { pair.Key, pair.Value }), Unescaped);
        return entry.Provider == "aws-kms"
            && key.GetProperty("arns").EnumerateArray().Any(known => known.GetString() == arn)
            && entry.Ciphertext.Length > FakeKmsMarkBytes + NonceBytes
                ? Decrypt(
                    secret,
                    entry.Ciphertext[FakeKmsMarkBytes..(FakeKmsMarkBytes + NonceBytes)],
                    entry.Ciphertext[(FakeKmsMarkBytes + NonceBytes)..],
                    Encoding.UTF8.GetBytes(arn + pairs))
                : null;
    }

    private static byte[]? Decrypt(byte[] key, byte[] nonce, byte[] sealedKey, byte[] context)
    {
        const int TagBytes = 16;
        if (sealedKey.Length < TagBytes)
        {
            return null;
        }

        var plain = new byte[sealedKey.Length - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        try
        {
            cipher.Decrypt(nonce, sealedKey.AsSpan(..^TagBytes), sealedKey.AsSpan(^TagBytes..), plain, context);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Serialized(IReadOnlyList<KeyValuePair<string, string>> context) => context.Count == 0
        ? []
        : [.. UInt16(context.Count), .. context.SelectMany(pair => (byte[])[.. Field(pair.Key), .. Field(pair.Value)])];

    private static byte[] Field(string text) =>
        [.. UInt16(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] UInt16(int value)
    {
        var bytes = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }
}
