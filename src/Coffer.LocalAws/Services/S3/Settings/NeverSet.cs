using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Settings;

/// <summary>Settings that can be asked for and not be made: each says, as S3 does, that the bucket has none.</summary>
internal static class NeverSet
{
    public static Task WebsiteAsync(S3Request request) => throw Missing(
        request, "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration");

    public static Task ReplicationAsync(S3Request request) => throw Missing(
        request, "ReplicationConfigurationNotFoundError", "The replication configuration was not found");

    public static Task AccelerateAsync(S3Request request) => AnswerAsync(request, "AccelerateConfiguration", _ => { });

    public static Task NotificationAsync(S3Request request) => AnswerAsync(request, "NotificationConfiguration", _ => { });

    public static Task LoggingAsync(S3Request request) => AnswerAsync(request, "BucketLoggingStatus", _ => { });

    public static Task RequestPaymentAsync(S3Request request) =>
        AnswerAsync(request, "RequestPaymentConfiguration", xml => xml.Element("Payer", "BucketOwner"));

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
