using System.Security.Cryptography;
using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html</summary>
internal static class ReEncrypt
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer)
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
