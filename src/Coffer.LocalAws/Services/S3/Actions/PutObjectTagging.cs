using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html</summary>
internal static class PutObjectTagging
{
    public static async Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var document = await S3Document.ReadAsync(request, "Tagging", digestRequired: true) ?? throw S3Errors.MalformedXml();
        var tags = ObjectTags.RequireFew(ObjectTags.Parse(document));
        bucket.SetTags(VersionLookup.Require(request, bucket), tags);
    }
}
