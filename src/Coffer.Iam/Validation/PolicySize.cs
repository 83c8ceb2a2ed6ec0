namespace Coffer.Iam.Validation;

/// <summary>
/// How long a policy may be: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, and the pages of KMS and S3.
/// </summary>
internal static class PolicySize
{
    /// <summary>Characters of a managed policy, without white space.</summary>
    public const int Managed = 6144;

    /// <summary>Characters of all inline policies of a role, without white space.</summary>
    public const int InlineOfRole = 10240;

    /// <summary>Characters of all inline policies of a group, without white space.</summary>
    public const int InlineOfGroup = 5120;

    /// <summary>Characters of all inline policies of a user, without white space.</summary>
    public const int InlineOfUser = 2048;

    /// <summary>Characters of a role's trust policy, without white space.</summary>
    public const int Trust = 2048;

    /// <summary>Characters of a session's policy, as it is sent.</summary>
    public const int Session = 2048;

    /// <summary>Bytes of a key policy.</summary>
    public const int Key = 32768;

    /// <summary>Bytes of a bucket policy, without white space between its parts.</summary>
    public const int Bucket = 20480;

    /// <summary>
    /// Characters of a service control policy, white space too:
    /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
    /// </summary>
    public const int Control = 5120;

    /// <summary>The length that IAM counts: white space does not matter.</summary>
    public static int Of(string text) => text.Count(c => !char.IsWhiteSpace(c));
}
