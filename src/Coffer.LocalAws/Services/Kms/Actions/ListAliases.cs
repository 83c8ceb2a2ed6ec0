using System.Text.Json;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html</summary>
internal static class ListAliases
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer)
    {
        var target = request.Parameters.Has("KeyId") ? request.Key() : null;
        var aliases = request.Keys.Aliases(request.Region).Where(a => target is null || a.TargetKeyId == target.Id);
        KmsPage.Write(answer, request.Parameters, "Aliases", aliases, a => a.Name, Write, defaultLimit: 50);
    }

    private static void Write(Utf8JsonWriter answer, KmsAlias alias)
    {
        answer.WriteStartObject();
        answer.WriteString("AliasName", alias.Name);
        answer.WriteString("AliasArn", alias.Arn);
        answer.WriteString("TargetKeyId", alias.TargetKeyId);
        KeyMetadata.WriteDate(answer, "CreationDate", alias.Created);
        KeyMetadata.WriteDate(answer, "LastUpdatedDate", alias.Updated);
        answer.WriteEndObject();
    }
}
