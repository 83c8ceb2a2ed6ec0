using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html</summary>
internal static class DisableKeyRotation
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer) =>
        request.Keys.Put(request.Key().Usable() with { Rotation = null });
}
