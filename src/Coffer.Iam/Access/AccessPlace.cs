using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;

namespace Coffer.Iam.Access;

/// <summary>An environment, as the answer needs it.</summary>
/// <param name="Environment">Its name.</param>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Key">Its key.</param>
/// <param name="Bound">Whether its secrets are sealed under the encryption context of their addresses.</param>
/// <param name="Secrets">Its secrets: <c>service/name</c>.</param>
internal sealed record AccessPlace(string Environment, string Bucket, Arn Key, bool Bound, IReadOnlyList<string> Secrets)
{
    /// <summary>The key's policy.</summary>
    public required NamedPolicy KeyPolicy { get; init; }

    /// <summary>The bucket's policy, where it has one.</summary>
    public NamedPolicy? BucketPolicy { get; init; }

    /// <summary>The grants on the key.</summary>
    public IReadOnlyList<KeyGrant> Grants { get; init; } = [];

    /// <summary>The key's aliases; null where they are not known.</summary>
    public IReadOnlyList<string>? Aliases { get; init; }

    /// <summary>The bucket.</summary>
    public string BucketArn => $"arn:{Key.Partition}:s3:::{Bucket}";

    /// <summary>The key policy that KMS writes where none is given: the account's own policies decide.</summary>
    public static NamedPolicy DefaultKeyPolicy(Arn key) => new("key policy (KMS's default)", new PolicyDocument(
    [
        new Statement("Enable IAM User Permissions", Effect.Allow, ["kms:*"], ["*"])
        {
            Principals = [new Principal("AWS", [$"arn:{key.Partition}:iam::{key.Account}:root"])],
        },
    ]));

    /// <summary>KMS's encryption context of a secret.</summary>
    public IReadOnlyDictionary<string, string> ContextOf(string secret)
    {
        var parts = secret.Split('/', 2);
        return Bound
            ? new Dictionary<string, string> { ["environment"] = Environment, ["service"] = parts[0], ["secret"] = parts[1] }
            : new Dictionary<string, string>();
    }
}
