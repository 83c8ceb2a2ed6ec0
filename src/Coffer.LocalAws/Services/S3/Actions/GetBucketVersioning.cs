using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html</summary>
internal static class GetBucketVersioning
{
    public static async Task HandleAsync(S3Request request)
    {
        using var xml = new S3Xml("VersioningConfiguration");
        await xml.Element("Status", request.RequireBucket().Versioning?.ToString()).SendAsync(request.Response);
    }
}
