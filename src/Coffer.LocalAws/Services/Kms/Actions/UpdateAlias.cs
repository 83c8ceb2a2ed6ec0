using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html</summary>
internal static class UpdateAlias
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer)
    {
        var alias = AliasName.RequireAlias(request);
        var key = request.ChangeableKey("TargetKeyId");
        request.Keys.PutAlias(alias with { TargetKeyId = key.Id, Updated = request.Now });
    }
}
