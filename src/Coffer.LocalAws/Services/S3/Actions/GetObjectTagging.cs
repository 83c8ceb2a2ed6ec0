using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html</summary>
internal static class GetObjectTagging
{
    public static async Task HandleAsync(S3Request request)
    {
        var version = VersionLookup.Require(request, request.RequireBucket());
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
}
