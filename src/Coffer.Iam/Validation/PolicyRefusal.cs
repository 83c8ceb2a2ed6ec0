namespace Coffer.Iam.Validation;

/// <summary>Why AWS would not store a policy: its own status, code and words.</summary>
/// <param name="Status">The status of the HTTP answer.</param>
/// <param name="Code">For example <c>MalformedPolicyDocument</c>.</param>
/// <param name="Message">What AWS says.</param>
internal sealed record PolicyRefusal(int Status, string Code, string Message)
{
    /// <summary>What IAM and STS say.</summary>
    public static PolicyRefusal Iam(string message) => new(400, "MalformedPolicyDocument", message);

    /// <summary>What KMS says.</summary>
    public static PolicyRefusal Kms(string message) => new(400, "MalformedPolicyDocumentException", message);

    /// <summary>What S3 says.</summary>
    public static PolicyRefusal S3(string message) => new(400, "MalformedPolicy", message);

    /// <summary>What IAM says of too much.</summary>
    public static PolicyRefusal Limit(string message) => new(409, "LimitExceeded", message);
}
