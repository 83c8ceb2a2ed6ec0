using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Coffer.Aws.Calls;
using Coffer.Core.Model;

namespace Coffer.Aws.Wire;

/// <summary>
/// What KMS answers to a Decrypt: https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html. The plaintext goes from the bytes
/// that came into a value's own memory, and nowhere else.
/// </summary>
internal static class DecryptedJson
{
    /// <summary>Reads an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="asked">Which key was asked for.</param>
    /// <exception cref="Connections.AnswerException">It is not whole.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static SecretValue Read(ReadOnlySpan<byte> answer, KeyName asked)
    {
        var json = new Utf8JsonReader(answer);
        string? keyArn = null;
        SecretValue? plaintext = null;
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                throw WholeAnswers.NotWhole("no object");
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var (isPlaintext, isKey) = (json.ValueTextEquals("Plaintext"u8), json.ValueTextEquals("KeyId"u8));
                json.Read();
                if (isPlaintext && json.TokenType == JsonTokenType.String)
                {
                    plaintext?.Dispose();
                    plaintext = null;
                    plaintext = Value(ref json);
                }
                else if (isKey && json.TokenType == JsonTokenType.String)
                {
                    keyArn = json.GetString();
                }
                else
                {
                    json.Skip();
                }
            }

            // What stands behind the end makes it no answer.
            while (json.Read())
            {
            }

            WholeAnswers.Plaintext(plaintext?.Length, keyArn, asked);
            return plaintext!;
        }
        catch
        {
            plaintext?.Dispose();
            throw;
        }
    }

    private static SecretValue Value(ref Utf8JsonReader json)
    {
        if (!json.ValueIsEscaped)
        {
            return Decoded(json.ValueSpan);
        }

        // A slash may be written as \/.
        var plain = GC.AllocateUninitializedArray<byte>(json.ValueSpan.Length, pinned: true);
        try
        {
            return Decoded(plain.AsSpan(0, json.CopyString(plain)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static SecretValue Decoded(ReadOnlySpan<byte> base64) =>
        Base64.IsValid(base64, out var length)
            ? SecretValue.Create(length, base64, static (to, from) => Base64.DecodeFromUtf8(from, to, out _, out _))
            : throw WholeAnswers.NotWhole("a plaintext that is no base64");
}
