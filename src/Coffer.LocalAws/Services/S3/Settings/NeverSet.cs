using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Settings;

/// <summary>Settings that can be asked for and not be made: each says, as S3 does, that the bucket has none.</summary>
internal static class NeverSet
{
    public static Task CorsAsync(S3Request request) =>
        throw Missing(request, "NoSuchCORSConfiguration", "The CORS configuration does not exist");

    public static Task WebsiteAsync(S3Request request) => throw Missing(
        request, "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration");

    public static Task ReplicationAsync(S3Request request) => throw Missing(
        request, "ReplicationConfigurationNotFoundError", "The replication configuration was not found");

    public static Task AccelerateAsync(S3Request request) => AnswerAsync(request, "AccelerateConfiguration", _ => { });

    public static Task NotificationAsync(S3Request request) => AnswerAsync(request, "NotificationConfiguration", _ => { });

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html: there are none.</summary>
    public static Task UploadsAsync(S3Request request) => AnswerAsync(request, "ListMultipartUploadsResult", xml => xml
        .Element("Bucket", request.BucketName)
        .Element("KeyMarker", request.Parameter("key-marker") ?? string.Empty)
        .Element("UploadIdMarker", request.Parameter("upload-id-marker") ?? string.Empty)
        .Element("Prefix", request.Parameter("prefix"))
        .Element("Delimiter", request.Parameter("delimiter"))
        .Element("MaxUploads", 1000)
        .Element("IsTruncated", false));

    public static Task LoggingAsync(S3Request request) => AnswerAsync(request, "BucketLoggingStatus", _ => { });

    public static Task RequestPaymentAsync(S3Request request) =>
        AnswerAsync(request, "RequestPaymentConfiguration", xml => xml.Element("Payer", "BucketOwner"));

    /// <summary>With BucketOwnerEnforced the list is the owner's full control, always.</summary>
    public static Task AclAsync(S3Request request)
    {
        var owner = CanonicalUser.IdOf(request.RequireBucket().Owner);
        return AnswerAsync(request, "AccessControlPolicy", xml => xml
            .Element("Owner", element => element.Element("ID", owner))
            .Element("AccessControlList", list => list.Element("Grant", grant => grant
                .Grantee(owner)
                .Element("Permission", "FULL_CONTROL"))));
    }

    private static async Task AnswerAsync(S3Request request, string root, Action<S3Xml> content)
    {
        _ = request.RequireBucket();
        using var xml = new S3Xml(root);
        content(xml);
        await xml.SendAsync(request.Response);
    }

    private static AwsException Missing(S3Request request, string code, string message) =>
        new(404, code, message, ("BucketName", request.RequireBucket().Name));
}
