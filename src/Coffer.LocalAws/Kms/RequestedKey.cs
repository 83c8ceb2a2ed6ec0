using System.Text.Json;
using Coffer.LocalAws.Server;

namespace Coffer.LocalAws.Kms;

/// <summary>Which key a request would use, told without doing what it asks.</summary>
internal static class RequestedKey
{
    private static readonly string[] Members = ["KeyId", "DestinationKeyId"];

    /// <summary>The key it names, or the one its ciphertext is of; null where there is none.</summary>
    public static KmsKey? Find(KeyStore keys, KeyReference references, byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var parameters = new Parameters(document.RootElement);
            if (Array.Find(Members, parameters.Has) is { } member)
            {
                return references.Find(parameters.RequiredText(member, 1, int.MaxValue), aliases: true);
            }

            var blob = parameters.Has("CiphertextBlob") ? CiphertextBlob.Parse(parameters.RequiredBytes("CiphertextBlob", int.MaxValue)) : null;
            return blob is null ? null : keys.FindByFingerprint(references.Region, blob.Fingerprint);
        }
        catch (Exception e) when (e is JsonException or AwsException or InvalidOperationException)
        {
            return null;
        }
    }
}
