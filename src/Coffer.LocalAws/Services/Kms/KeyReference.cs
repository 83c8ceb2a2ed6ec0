using System.Text.RegularExpressions;
using Coffer.Iam.Documents;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>
/// The four ways to name a key: id, key ARN, alias name, alias ARN:
/// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id. What is no ARN is of the caller's account.
/// </summary>
internal sealed partial record KeyReference(KeyStore Keys, string Region, string AccountId)
{
    private const string AliasPrefix = "alias/";
    private const string KeyPrefix = "key/";

    /// <summary>The key; null where the reference is to another account, and nothing there is called so.</summary>
    /// <exception cref="AwsException">NotFoundException, in the words for each way.</exception>
    public KmsKey? Find(string reference, bool aliases)
    {
        var resource = reference;
        if (reference.StartsWith("arn:", StringComparison.Ordinal))
        {
            if (!Arn.TryParse(reference, out var arn) || arn.Service != "kms" || !IsResource(arn.Resource))
            {
                throw KmsErrors.NotFound($"Invalid keyId '{reference}'");
            }

            if (arn.Region != Region)
            {
                throw KmsErrors.NotFound($"Invalid arn {arn.Region}");
            }

            resource = arn.Resource.StartsWith(KeyPrefix, StringComparison.Ordinal) ? arn.Resource[KeyPrefix.Length..] : arn.Resource;
            if (arn.Account != AccountId)
            {
                var id = aliases && Keys.FindAlias(arn.Account, Region, resource) is { } alias ? alias.TargetKeyId : resource;
                return Of(arn.Account, id);
            }
        }

        if (resource.StartsWith(AliasPrefix, StringComparison.Ordinal))
        {
            return aliases ? ByAlias(resource) : throw KmsErrors.NotFound($"Invalid keyId '{reference}'");
        }

        return IdPattern().IsMatch(resource) ? ById(resource) : throw KmsErrors.NotFound($"Invalid keyId '{resource}'");
    }

    private KmsKey? Of(string account, string id) => Keys.Find(Region, id) is { } key && key.AccountId == account ? key : null;

    private KmsKey ById(string id) => Of(AccountId, id)
        ?? throw KmsErrors.NotFound($"Key '{KmsKey.ArnOf(Region, AccountId, id)}' does not exist");

    private KmsKey ByAlias(string name) =>
        (Keys.FindAlias(AccountId, Region, name) ?? AwsManagedKeys.Make(Keys, Region, AccountId, name)) is { } alias
        ? ById(alias.TargetKeyId)
        : throw KmsErrors.NotFound($"Alias {KmsAlias.ArnOf(Region, AccountId, name)} is not found.");

    private static bool IsResource(string text) =>
        text.StartsWith(KeyPrefix, StringComparison.Ordinal) || text.StartsWith(AliasPrefix, StringComparison.Ordinal);

    [GeneratedRegex("^(mrk-[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$")]
    private static partial Regex IdPattern();
}
