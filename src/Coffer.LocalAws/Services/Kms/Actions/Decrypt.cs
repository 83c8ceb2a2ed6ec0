using System.Security.Cryptography;
using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html</summary>
internal static class Decrypt
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer)
    {
        CryptographicUse.CheckOptions(request.Parameters, "EncryptionAlgorithm");
        var opened = CryptographicUse.Open(request, "KeyId", "EncryptionContext", nameof(Decrypt));
        CryptographicUse.EndDryRun(request.Parameters);
        answer.WriteString("KeyId", opened.Key.Arn);
        answer.WriteBase64String("Plaintext", opened.Plaintext);
        CryptographicOperations.ZeroMemory(opened.Plaintext);
        answer.WriteString("EncryptionAlgorithm", CryptographicUse.SymmetricDefault);
        answer.WriteString("KeyMaterialId", opened.Material.Id);
    }
}
