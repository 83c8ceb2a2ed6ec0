using Coffer.Iam.Documents;

namespace Coffer.Iam.Roles;

/// <summary>
/// Use of the key that encrypts the bucket at rest, where it has one: by way of S3 and for this bucket only. What it opens is
/// ciphertext. With S3's bucket keys the context is the bucket: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
/// </summary>
internal static class StorageKeyUse
{
    /// <summary>Of who reads objects.</summary>
    public static IEnumerable<Statement> Reading(EnvironmentResources resources) => Of(resources, [KeyPermissions.Decrypt]);

    /// <summary>Of who writes objects, and with <c>push</c> and <c>status</c> reads them.</summary>
    public static IEnumerable<Statement> Writing(EnvironmentResources resources) =>
        Of(resources, [KeyPermissions.Decrypt, "kms:GenerateDataKey"]);

    private static IEnumerable<Statement> Of(EnvironmentResources resources, string[] actions)
    {
        if (resources.StorageKey is not { } key)
        {
            return [];
        }

        var service = $"s3.{key.Region}.amazonaws.com{(key.Partition == "aws-cn" ? ".cn" : "")}";
        return
        [
            new Statement("UseStorageKey", Effect.Allow, actions, [key.ToString()])
            {
                Conditions =
                [
                    new Condition("StringEquals", "kms:EncryptionContext:aws:s3:arn", [resources.BucketArn]),
                    new Condition("StringEquals", "kms:ViaService", [service]),
                ],
            },
        ];
    }
}
