using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.Iam.Model;
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
        + "because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access");

    public static AwsException OtherAccount(Caller caller, string action, string arn) => new(
        400,
        "AccessDeniedException",
        $"User: {caller.Arn} is not authorized to perform: kms:{action} on resource: {arn} "
        + "because no resource-based policy allows the kms:" + action + " action");
}
