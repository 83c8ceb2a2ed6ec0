using Coffer.Iam.Documents;

namespace Coffer.Iam.Roles;

/// <summary>What an environment is made of in AWS, and what a policy of it can name.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Keys">Its keys, one or more.</param>
/// <param name="Bound">Whether its secrets are sealed under the encryption context of their addresses.</param>
/// <param name="StorageKey">The key of KMS that S3 encrypts the bucket with at rest; null where that is S3's own.</param>
internal sealed record EnvironmentResources(
    string Environment, string Bucket, IReadOnlyList<Arn> Keys, bool Bound, Arn? StorageKey = null)
{
    /// <summary>The bucket itself.</summary>
    public string BucketArn => $"arn:{Keys[0].Partition}:s3:::{Bucket}";

    /// <summary>The keys.</summary>
    public IReadOnlyList<string> KeyArns => [.. Keys.Select(key => key.ToString())];

    /// <summary>An alias of the keys, one in each of their regions.</summary>
    public IReadOnlyList<string> AliasArns(string alias) =>
        [.. Keys.Select(key => (key with { Resource = alias }).ToString()).Distinct()];

    /// <summary>The encryption context that a use of the key must have; none where secrets are not bound.</summary>
    public IReadOnlyList<Condition> Context(string? service)
    {
        if (!Bound)
        {
            return [];
        }

        var environment = Equal("environment", Environment);
        return service is null ? [environment] : [environment, Equal("service", service)];
    }

    private static Condition Equal(string name, string value) => new("StringEquals", $"kms:EncryptionContext:{name}", [value]);
}
