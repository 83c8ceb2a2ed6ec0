using System.Globalization;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.S3;

/// <summary>
/// The refusals that more than one action makes; texts as recorded from AWS.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
/// </summary>
internal static class S3Errors
{
    public static AwsException NoSuchBucket(string bucket) =>
        new(404, "NoSuchBucket", "The specified bucket does not exist", ("BucketName", bucket));

    public static AwsException NoSuchKey(string key) =>
        new(404, "NoSuchKey", "The specified key does not exist.", ("Key", key));

    public static AwsException NoSuchVersion(string key, string versionId) =>
        new(404, "NoSuchVersion", "The specified version does not exist.", ("Key", key), ("VersionId", versionId));

    public static AwsException MethodNotAllowed(string method) =>
        new(
            405,
            "MethodNotAllowed",
            "The specified method is not allowed against this resource.",
            ("Method", method),
            ("ResourceType", "DeleteMarker"));

    public static AwsException PreconditionFailed(string condition) =>
        new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", ("Condition", condition));

    public static AwsException InvalidArgument(string message, string name, string? value = null) => value is null
        ? new(400, "InvalidArgument", message, ("ArgumentName", name))
        : new(400, "InvalidArgument", message, ("ArgumentName", name), ("ArgumentValue", value));

    public static AwsException InvalidVersionId(string value) => InvalidArgument("Invalid version id specified", "versionId", value);

    public static AwsException InvalidRequest(string message) => new(400, "InvalidRequest", message);

    public static AwsException MalformedXml() =>
        new(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    public static AwsException NotImplemented(string header, string? additional = null) => additional is null
        ? new(501, "NotImplemented", "A header you provided implies functionality that is not implemented", ("Header", header))
        : new(501, "NotImplemented", "A header you provided implies functionality that is not implemented",
            ("Header", header), ("additionalMessage", additional));

    public static AwsException KeyTooLong(int size, int max) =>
        new(400, "KeyTooLongError", "Your key is too long", ("Size", Number(size)), ("MaxSizeAllowed", Number(max)));

    public static AwsException EntityTooLarge(long size, long max) =>
        new(
            400,
            "EntityTooLarge",
            "Your proposed upload exceeds the maximum allowed size",
            ("ProposedSize", Number(size)),
            ("MaxSizeAllowed", Number(max)));

    public static AwsException IncompleteBody() =>
        new(400, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header");

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
