using System.Security.Cryptography;
using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html</summary>
internal static class Encrypt
{
    private const int LargestPlaintext = 4096;

    public static void Handle(KmsRequest request, Utf8JsonWriter answer)
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
}
