using System.Globalization;
using System.Text.Json;
using Coffer.LocalAws.Services;

namespace Coffer.LocalAws.Events;

/// <summary>
/// Who asked: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
/// </summary>
internal static class EventIdentity
{
    public static void Write(Utf8JsonWriter json, AwsRequest request)
    {
        json.WriteStartObject("userIdentity");
        if (request.CallerOrNull is not { } caller)
        {
            json.WriteString("type", "Unknown");
            json.WriteEndObject();
            return;
        }

        var session = request.Session;
        var isRole = session?.RoleArn is not null;
        json.WriteString("type", isRole ? "AssumedRole" : caller.IsRoot ? "Root" : "IAMUser");
        json.WriteString("principalId", caller.UserId);
        json.WriteString("arn", caller.Arn);
        json.WriteString("accountId", caller.AccountId);
        if (caller.AccessKeyId is { } key)
        {
            json.WriteString("accessKeyId", key);
        }

        if (!isRole && !caller.IsRoot)
        {
            json.WriteString("userName", caller.Arn[(caller.Arn.LastIndexOf('/') + 1)..]);
        }

        if (session is not null)
        {
            json.WriteStartObject("sessionContext");
            if (session.RoleArn is { } role)
            {
                json.WriteStartObject("sessionIssuer");
                json.WriteString("type", "Role");
                json.WriteString("principalId", caller.UserId.Split(':')[0]);
                json.WriteString("arn", role);
                json.WriteString("accountId", caller.AccountId);
                json.WriteString("userName", role[(role.LastIndexOf('/') + 1)..]);
                json.WriteEndObject();
            }

            json.WriteStartObject("attributes");
            json.WriteString(
                "creationDate", session.Issued.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteString("mfaAuthenticated", "false");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}

/// <summary>What CloudTrail says of an action and of what it is about.</summary>
internal static class EventNames
{
    // KMS has these as reading, though they seal and open.
    private static readonly string[] Reading =
    [
        "Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncrypt", "AssumeRole", "AssumeRoleWithWebIdentity",
    ];

    private static readonly string[] Verbs = ["Get", "List", "Describe", "Head", "Simulate"];

    /// <summary>CloudTrail calls both ways of listing alike.</summary>
    public static string Of(string action) => action == "ListObjectsV2" ? "ListObjects" : action;

    public static bool IsReading(string action) =>
        Reading.Contains(action) || Array.Exists(Verbs, verb => action.StartsWith(verb, StringComparison.Ordinal));

    /// <summary>Whether it is about an object of S3, which CloudTrail records where it is told to.</summary>
    public static bool IsOfData(AwsRequest request) =>
        request.Service.Name == "s3" && request.Resource?.Contains('/', StringComparison.Ordinal) == true;

    /// <summary>The type of a resource; null where CloudTrail gives none.</summary>
    public static string? TypeOf(string arn) => arn.Split(':') switch
    {
        [_, _, "kms", .. var rest] when rest[^1].StartsWith("key/", StringComparison.Ordinal) => "AWS::KMS::Key",
        [_, _, "s3", _, _, var name] => name.Contains('/', StringComparison.Ordinal) ? "AWS::S3::Object" : "AWS::S3::Bucket",
        [_, _, "iam", _, _, var name] when name.StartsWith("role/", StringComparison.Ordinal) => "AWS::IAM::Role",
        _ => null,
    };
}
