using Coffer.Iam.Conditions;
using Coffer.LocalAws.Enforcement;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>What is needed to use a key: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html</summary>
internal static class KeyNeed
{
    /// <param name="keys">The keys.</param>
    /// <param name="grants">The grants.</param>
    /// <param name="key">The key.</param>
    /// <param name="action">For example <c>kms:Decrypt</c>.</param>
    /// <param name="describe">Sets the condition keys of the action.</param>
    public static Need Of(KeyStore keys, GrantStore grants, KmsKey key, string action, Action<RequestContext> describe) =>
        Of([.. keys.Aliases(key.Region).Where(alias => alias.TargetKeyId == key.Id).Select(alias => alias.Name)],
            grants, key, action, describe);

    private static Need Of(
        IReadOnlyList<string> aliases, GrantStore grants, KmsKey key, string action, Action<RequestContext> describe) =>
        new(action, key.Arn)
        {
            Account = key.AccountId,
            Policy = KnownPolicies.Of($"policy of key {key.Id}", key.Policy),
            Grants = [.. grants.Of(key).Select(grant => grant.Evaluated)],
            Describe = context =>
            {
                context.Set("kms:KeySpec", CryptographicUse.SymmetricDefault).Set("kms:KeyUsage", "ENCRYPT_DECRYPT")
                    .Set("kms:KeyOrigin", "AWS_KMS").Set("kms:MultiRegion", key.MultiRegion ? "true" : "false")
                    .Set("kms:GrantIsForAWSResource", "false")
                    .Set("kms:ResourceAliases", aliases);
                foreach (var tag in key.Tags)
                {
                    context.Set($"aws:ResourceTag/{tag.Key}", tag.Value);
                }

                describe(context);
            },
        };
}
