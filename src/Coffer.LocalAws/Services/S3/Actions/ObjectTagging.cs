using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html</summary>
internal static class ObjectTagging
{
    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html</summary>
    public static async Task GetAsync(S3Request request)
    {
        var version = VersionLookup.Require(request, request.RequireBucket(), markersHaveNoSuch: true);
        using var xml = new S3Xml("Tagging");
        xml.Element("TagSet", set =>
        {
            foreach (var (key, value) in version.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
            {
                set.Element("Tag", tag => tag.Element("Key", key).Element("Value", value));
            }
        });
        await xml.SendAsync(request.Response);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html</summary>
    public static async Task PutAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var document = await S3Document.ReadAsync(request, "Tagging", digestRequired: true) ?? throw S3Errors.MalformedXml();
        var tags = ObjectTags.RequireFew(ObjectTags.Parse(document));
        SetTags(request, bucket, tags);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html</summary>
    public static Task DeleteAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        SetTags(request, bucket, new Dictionary<string, string>());
        request.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private static void SetTags(S3Request request, Bucket bucket, IReadOnlyDictionary<string, string> tags)
    {
        using (bucket.Hold())
        {
            bucket.SetTags(VersionLookup.Require(request, bucket, markersHaveNoSuch: true), tags);
        }
    }
}
