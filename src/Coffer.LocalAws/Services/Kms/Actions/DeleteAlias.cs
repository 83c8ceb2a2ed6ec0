using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html</summary>
internal static class DeleteAlias
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer) =>
        request.Keys.RemoveAlias(AliasName.RequireAlias(request));
}
