using Coffer.Iam.Documents;

namespace Coffer.Iam.Roles;

/// <summary>Who runs <c>terraform apply</c> day by day: it moves ciphertext, and opens and seals nothing.</summary>
internal static class DeployerPolicy
{
    private static readonly string[] Objects =
    [
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:GetObject",
        "s3:GetObjectTagging",
        "s3:GetObjectVersion",
        "s3:PutObject",
        "s3:PutObjectTagging",
    ];

    private static readonly string[] KeyMetadata =
        ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"];

    /// <summary>The document.</summary>
    public static PolicyDocument Of(EnvironmentResources resources) => new(
    [
        new Statement("ConfigureBucket", Effect.Allow, BucketActions.Configuration, [resources.BucketArn]),
        new Statement("WriteObjects", Effect.Allow, Objects, [$"{resources.BucketArn}/*"]),
        new Statement("DescribeKey", Effect.Allow, KeyMetadata, resources.KeyArns),
        KeyActions.ListAliases,
    ]);
}
