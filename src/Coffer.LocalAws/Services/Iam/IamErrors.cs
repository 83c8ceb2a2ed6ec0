using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>The refusals that more than one action makes: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html</summary>
internal static class IamErrors
{
    public static AwsException NoSuchEntity(string message) => new(404, "NoSuchEntity", message);

    public static AwsException AlreadyExists(string message) => new(409, "EntityAlreadyExists", message);

    public static AwsException DeleteConflict(string message) => new(409, "DeleteConflict", message);

    public static AwsException MalformedPolicy(string message) => new(400, "MalformedPolicyDocument", message);
}
