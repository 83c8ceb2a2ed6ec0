using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKey.html</summary>
internal static class DisableKey
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer) =>
        request.Keys.Put(request.ChangeableKey() with { State = KeyState.Disabled });
}
