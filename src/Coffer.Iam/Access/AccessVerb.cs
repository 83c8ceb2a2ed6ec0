namespace Coffer.Iam.Access;

/// <summary>What somebody can do with a secret.</summary>
internal enum AccessVerb
{
    /// <summary>Get the plaintext: directly, under a key of their own, or by a grant.</summary>
    Open,

    /// <summary>Seal a value for its address.</summary>
    Write,

    /// <summary>Put, replace or delete what containers get.</summary>
    Deploy,

    /// <summary>Change or remove the key or the bucket: a way to all the rest.</summary>
    Administer,
}

/// <summary>What a question is about.</summary>
internal enum AccessTarget
{
    /// <summary>The key, under the secret's encryption context.</summary>
    Key,

    /// <summary>The secret's object.</summary>
    Object,

    /// <summary>The bucket.</summary>
    Bucket,
}

/// <summary>One request that would be a way to do it.</summary>
/// <param name="Action">The action.</param>
/// <param name="Target">What it is about.</param>
internal readonly record struct AccessQuestion(string Action, AccessTarget Target)
{
    private static readonly AccessQuestion[] Open = Of(AccessTarget.Key, "kms:Decrypt", "kms:ReEncryptFrom", "kms:CreateGrant");

    private static readonly AccessQuestion[] Write = Of(AccessTarget.Key, "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptTo");

    private static readonly AccessQuestion[] Deploy =
        Of(AccessTarget.Object, "s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion");

    private static readonly AccessQuestion[] Administer =
    [
        .. Of(AccessTarget.Key, "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:ReplicateKey"),
        .. Of(
            AccessTarget.Bucket, "s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:DeleteBucket", "s3:PutBucketVersioning",
            "s3:PutLifecycleConfiguration", "s3:PutBucketPublicAccessBlock"),
    ];

    /// <summary>The ways to do something; one of them is enough.</summary>
    public static IReadOnlyList<AccessQuestion> Ways(AccessVerb verb) => verb switch
    {
        AccessVerb.Open => Open,
        AccessVerb.Write => Write,
        AccessVerb.Deploy => Deploy,
        _ => Administer,
    };

    private static AccessQuestion[] Of(AccessTarget target, params string[] actions) =>
        [.. actions.Select(action => new AccessQuestion(action, target))];
}
