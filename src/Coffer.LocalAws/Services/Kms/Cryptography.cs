using System.Security.Cryptography;
using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>What is done with keys: https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-concepts.html</summary>
internal static class Cryptography
{
    private const int LargestPlaintext = 4096;

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html</summary>
    public static void Encrypt(KmsRequest request, Utf8JsonWriter answer)
    {
        var parameters = request.Parameters;
        CryptographicUse.CheckOptions(parameters, "EncryptionAlgorithm");
        var plaintext = parameters.RequiredBytes("Plaintext", LargestPlaintext);
        var key = request.KeyOrAlias().Usable();
        var context = KmsContext.Read(parameters, "EncryptionContext");
        CryptographicUse.EndDryRun(parameters);
        answer.WriteBase64String("CiphertextBlob", KeyCipher.Seal(key, context, plaintext));
        CryptographicOperations.ZeroMemory(plaintext);
        answer.WriteString("KeyId", key.Arn);
        answer.WriteString("EncryptionAlgorithm", CryptographicUse.SymmetricDefault);
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html</summary>
    public static void Decrypt(KmsRequest request, Utf8JsonWriter answer)
    {
        CryptographicUse.CheckOptions(request.Parameters, "EncryptionAlgorithm");
        var opened = CryptographicUse.Open(request, "KeyId", "EncryptionContext", "Decrypt");
        CryptographicUse.EndDryRun(request.Parameters);
        answer.WriteString("KeyId", opened.Key.Arn);
        answer.WriteBase64String("Plaintext", opened.Plaintext);
        CryptographicOperations.ZeroMemory(opened.Plaintext);
        answer.WriteString("EncryptionAlgorithm", CryptographicUse.SymmetricDefault);
        answer.WriteString("KeyMaterialId", opened.Material.Id);
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html</summary>
    public static void ReEncrypt(KmsRequest request, Utf8JsonWriter answer)
    {
        var parameters = request.Parameters;
        CryptographicUse.CheckOptions(parameters, "SourceEncryptionAlgorithm", "DestinationEncryptionAlgorithm");
        var destination = request.KeyOrAlias("DestinationKeyId").Usable();
        var context = KmsContext.Read(parameters, "DestinationEncryptionContext");
        var source = CryptographicUse.Open(request, "SourceKeyId", "SourceEncryptionContext", "ReEncryptFrom");
        CryptographicUse.EndDryRun(parameters);
        answer.WriteBase64String("CiphertextBlob", KeyCipher.Seal(destination, context, source.Plaintext));
        CryptographicOperations.ZeroMemory(source.Plaintext);
        answer.WriteString("SourceKeyId", source.Key.Arn);
        answer.WriteString("KeyId", destination.Arn);
        answer.WriteString("SourceEncryptionAlgorithm", CryptographicUse.SymmetricDefault);
        answer.WriteString("DestinationEncryptionAlgorithm", CryptographicUse.SymmetricDefault);
        answer.WriteString("SourceKeyMaterialId", source.Material.Id);
        answer.WriteString("DestinationKeyMaterialId", destination.CurrentMaterial.Id);
    }
}
