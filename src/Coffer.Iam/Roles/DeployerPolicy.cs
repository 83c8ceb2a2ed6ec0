using Coffer.Iam.Documents;

namespace Coffer.Iam.Roles;

/// <summary>
/// Who runs <c>terraform apply</c> day by day: it moves ciphertext, and opens and seals nothing. Key and bucket are there
/// already, and it changes neither: <see cref="BootstrapPolicy"/> does.
/// </summary>
internal static class DeployerPolicy
{
    private static readonly string[] KeyMetadata =
        ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"];

    /// <summary>The document.</summary>
    public static PolicyDocument Of(EnvironmentResources resources) => new(
    [
        new Statement("ReadBucket", Effect.Allow, BucketActions.Reading, [resources.BucketArn]),
        ObjectActions.Write(resources),
        new Statement("DescribeKey", Effect.Allow, KeyMetadata, resources.KeyArns),
        KeyActions.ListAliases,
        .. StorageKeyUse.Writing(resources),
    ]);
}
