using Coffer.Iam.Documents;

namespace Coffer.Iam.Roles;

/// <summary>Who looks after key and bucket, and neither seals nor opens.</summary>
internal static class AdministratorPolicy
{
    /// <summary>The document.</summary>
    /// <param name="resources">The environment.</param>
    /// <param name="alias">The alias that authors know the key by, for example <c>alias/secrets</c>.</param>
    public static PolicyDocument Of(EnvironmentResources resources, string alias) => new(
    [
        new Statement("AdministerBucket", Effect.Allow, BucketActions.Administration, [resources.BucketArn]),
        new Statement("AdministerKey", Effect.Allow, KeyActions.Administration, resources.KeyArns),

        // KMS asks for these on the alias as well as on its key.
        new Statement(
            "AdministerAlias", Effect.Allow, ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"], resources.AliasArns(alias)),
        KeyActions.ListAliases,
    ]);
}
