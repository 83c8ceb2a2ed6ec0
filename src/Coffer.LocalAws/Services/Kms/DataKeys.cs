using System.Security.Cryptography;
using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>A new data key under a KMS key: https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html</summary>
internal static class DataKeys
{
    private const int LargestKey = 1024;

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html</summary>
    public static void GenerateDataKey(KmsRequest request, Utf8JsonWriter answer) => Generate(request, answer, withPlaintext: true);

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyWithoutPlaintext.html</summary>
    public static void GenerateDataKeyWithoutPlaintext(KmsRequest request, Utf8JsonWriter answer) =>
        Generate(request, answer, withPlaintext: false);

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateRandom.html: bytes of no key.</summary>
    public static void GenerateRandom(KmsRequest request, Utf8JsonWriter answer)
    {
        CryptographicUse.CheckOptions(request.Parameters);
        if (request.Parameters.Has("CustomKeyStoreId"))
        {
            throw KmsErrors.Unsupported("coffer-local has no custom key stores.");
        }

        var count = request.Parameters.Number("NumberOfBytes", 1, LargestKey)
            ?? throw KmsErrors.Validation("Please specify number of bytes.");
        answer.WriteBase64String("Plaintext", RandomNumberGenerator.GetBytes(count));
    }

    private static void Generate(KmsRequest request, Utf8JsonWriter answer, bool withPlaintext)
    {
        var parameters = request.Parameters;
        CryptographicUse.CheckOptions(parameters);
        var length = Length(parameters);
        var key = request.KeyOrAlias().Usable();
        var context = KmsContext.Read(parameters, "EncryptionContext");
        CryptographicUse.EndDryRun(parameters);
        var plaintext = RandomNumberGenerator.GetBytes(length);
        answer.WriteBase64String("CiphertextBlob", KeyCipher.Seal(key, context, plaintext));
        if (withPlaintext)
        {
            answer.WriteBase64String("Plaintext", plaintext);
        }

        CryptographicOperations.ZeroMemory(plaintext);
        answer.WriteString("KeyId", key.Arn);
        answer.WriteString("KeyMaterialId", key.CurrentMaterial.Id);
    }

    private static int Length(KmsParameters parameters)
    {
        var spec = parameters.Choice("KeySpec", "AES_256", "AES_128");
        var bytes = parameters.Number("NumberOfBytes", 1, LargestKey);
        return (spec, bytes) switch
        {
            ("AES_256", null) => 32,
            ("AES_128", null) => 16,
            (null, { } count) => count,
            _ => throw KmsErrors.Validation("Please specify either number of bytes or key spec."),
        };
    }
}
