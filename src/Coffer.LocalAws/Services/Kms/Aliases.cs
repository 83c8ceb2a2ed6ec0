using System.Text.Json;
using System.Text.RegularExpressions;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>Aliases, names for keys: https://docs.aws.amazon.com/kms/latest/APIReference/API_AliasListEntry.html</summary>
internal static partial class Aliases
{
    private const string Prefix = "alias/";
    private const int Longest = 256;

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html</summary>
    public static void Create(KmsRequest request, Utf8JsonWriter answer)
    {
        var name = ReadName(request.Parameters);
        var key = Target(request);
        if (request.Keys.FindAlias(request.AccountId, request.Region, name) is { } taken)
        {
            throw new AwsException(400, "AlreadyExistsException", $"An alias with the name {taken.Arn} already exists");
        }

        request.Keys.PutAlias(new KmsAlias
        {
            Name = name,
            Region = request.Region,
            AccountId = request.AccountId,
            TargetKeyId = key.Id,
            Created = request.Now,
            Updated = request.Now,
        });
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html</summary>
    public static void Update(KmsRequest request, Utf8JsonWriter answer)
    {
        var alias = RequireAlias(request);
        var key = Target(request);
        request.Keys.PutAlias(alias with { TargetKeyId = key.Id, Updated = request.Now });
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html</summary>
    public static void Delete(KmsRequest request, Utf8JsonWriter answer) =>
        request.Keys.RemoveAlias(RequireAlias(request));

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html</summary>
    public static void List(KmsRequest request, Utf8JsonWriter answer)
    {
        var target = request.Parameters.Has("KeyId") ? request.Key() : null;
        var aliases = request.Keys.Aliases(request.Region)
            .Where(a => a.AccountId == request.AccountId && (target is null || a.TargetKeyId == target.Id));
        KmsPage.Write(answer, request.Parameters, "Aliases", aliases, a => a.Name, Entry, defaultLimit: 50);
    }

    private static void Entry(Utf8JsonWriter answer, KmsAlias alias)
    {
        answer.WriteStartObject();
        answer.WriteString("AliasName", alias.Name);
        answer.WriteString("AliasArn", alias.Arn);
        answer.WriteString("TargetKeyId", alias.TargetKeyId);
        KeyMetadata.WriteDate(answer, "CreationDate", alias.Created);
        KeyMetadata.WriteDate(answer, "LastUpdatedDate", alias.Updated);
        answer.WriteEndObject();
    }

    /// <summary>The name in a request, to make, move or remove.</summary>
    private static string ReadName(KmsParameters parameters)
    {
        var name = parameters.RequiredText("AliasName", 1, Longest, Pattern());
        if (!name.StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw KmsErrors.Validation(
                "Alias must start with the prefix \"alias/\". Please see "
                    + "https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
        }

        if (name.StartsWith("alias/aws/", StringComparison.Ordinal))
        {
            throw new AwsException(400, "NotAuthorizedException", null);
        }

        if (name.Length == Prefix.Length || name.Contains(':', StringComparison.Ordinal))
        {
            throw KmsErrors.Validation($"{name} contains invalid characters for an alias");
        }

        return name;
    }

    /// <summary>The key that an alias is to name. An alias is none.</summary>
    private static KmsKey Target(KmsRequest request)
    {
        var target = request.Parameters.RequiredText("TargetKeyId");
        return target.StartsWith(Prefix, StringComparison.Ordinal) || target.Contains($":{Prefix}", StringComparison.Ordinal)
            ? throw KmsErrors.Validation("Aliases must refer to keys. Not aliases")
            : request.ChangeableKey("TargetKeyId");
    }

    /// <summary>The alias that a request names.</summary>
    private static KmsAlias RequireAlias(KmsRequest request)
    {
        var name = ReadName(request.Parameters);
        return request.Keys.FindAlias(request.AccountId, request.Region, name)
            ?? throw KmsErrors.NotFound($"Alias {KmsAlias.ArnOf(request.Region, request.AccountId, name)} is not found.");
    }

    [GeneratedRegex("^[a-zA-Z0-9:/_-]+$")]
    private static partial Regex Pattern();
}
