using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Signing;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>KMS's errors, in its words: https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html</summary>
internal static class KmsErrors
{
    public static AwsException Validation(string message) => new(400, "ValidationException", message);

    public static AwsException NotFound(string message) => new(400, "NotFoundException", message);

    public static AwsException Unsupported(string message) => new(400, "UnsupportedOperationException", message);

    public static AwsException Serialization(string message) => new(400, "SerializationException", message);

    public static AwsException Tag(string message) => new(400, "TagException", message);

    public static AwsException Disabled(KmsKey key) => new(400, "DisabledException", $"{key.Arn} is disabled.");

    public static AwsException InvalidState(string message) => new(400, "KMSInvalidStateException", message);

    /// <summary>A damaged ciphertext or another context: KMS tells nothing more.</summary>
    public static AwsException InvalidCiphertext() => new(400, "InvalidCiphertextException", null);

    public static AwsException IncorrectKey() => new(
        400, "IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation.");

    public static AwsException DryRun() => new(
        400, "DryRunOperationException", "The request would have succeeded, but the DryRun option is set.");

    /// <summary>The one text that KMS has for a ciphertext whose key is not there or not the caller's to use.</summary>
    public static AwsException CiphertextOfUnknownKey(Caller caller, string action) => new(
        400,
        "AccessDeniedException",
        $"User: {caller.Arn} is not authorized to perform: kms:{action} on the resource associated with this ciphertext "
        + "because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based "
            + "policy explicitly denies access");

    public static AwsException OtherAccount(Caller caller, string action, string arn) => new(
        400,
        "AccessDeniedException",
        $"User: {caller.Arn} is not authorized to perform: kms:{action} on resource: {arn} "
        + "because no resource-based policy allows the kms:" + action + " action");
}

/// <summary>
/// A member outside its model's bounds, in the words of AWS's validator. The value of a secret member is never quoted.
/// </summary>
internal static class KmsViolation
{
    public static AwsException Missing(string member) => Of($"Value null at '{Path(member)}'", "Member must not be null");

    public static AwsException TooShort(string member, string value, int min) =>
        Of(Quoted(member, value), $"Member must have length greater than or equal to {min}");

    public static AwsException TooLong(string member, string value, int max) =>
        Of(Quoted(member, value), $"Member must have length less than or equal to {max}");

    public static AwsException SecretTooShort(string member, int min) =>
        Of($"Value at '{Path(member)}'", $"Member must have length greater than or equal to {min}");

    public static AwsException SecretTooLong(string member, int max) =>
        Of($"Value at '{Path(member)}'", $"Member must have length less than or equal to {max}");

    public static AwsException TooSmall(string member, long value, int min) =>
        Of(Quoted(member, $"{value}"), $"Member must have value greater than or equal to {min}");

    public static AwsException TooLarge(string member, long value, int max) =>
        Of(Quoted(member, $"{value}"), $"Member must have value less than or equal to {max}");

    public static AwsException NotInSet(string member, string value, IEnumerable<string> allowed) =>
        Of(Quoted(member, value), $"Member must satisfy enum value set: [{string.Join(", ", allowed)}]");

    public static AwsException NotMatching(string member, string value, string pattern) =>
        Of(Quoted(member, value), $"Member must satisfy regular expression pattern: {pattern}");

    private static AwsException Of(string what, string constraint) =>
        KmsErrors.Validation($"1 validation error detected: {what} failed to satisfy constraint: {constraint}");

    private static string Quoted(string member, string value) => $"Value '{value}' at '{Path(member)}'";

    private static string Path(string member) => char.ToLowerInvariant(member[0]) + member[1..];
}
