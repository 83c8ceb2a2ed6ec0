using System.Xml.Linq;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Settings;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html</summary>
internal sealed class BucketTagging : BucketSetting
{
    private const int MaxTags = 50;

    public override string Name => "tagging";

    protected override int PutStatus => 204;

    protected override AwsException NotConfigured(string bucket) =>
        new(404, "NoSuchTagSet", "The TagSet does not exist", ("BucketName", bucket));

    /// <summary>The tags that a bucket is made with.</summary>
    public static StoredSetting OfNewBucket(XElement tags)
    {
        const string SystemTag = "User-defined tag keys can't start with \"aws:\". This prefix is reserved for system tags. "
            + "Remove \"aws:\" from your tag keys and try again.";
        var keys = tags.Elements().Select(tag => tag.Child("Key")).ToList();
        if (keys.Distinct(StringComparer.Ordinal).Count() < keys.Count)
        {
            // So AWS was seen to answer.
            throw new AwsException(500, "InternalError", "We encountered an internal error. Please try again.");
        }

        if (keys.Exists(key => key?.StartsWith("aws:", StringComparison.Ordinal) == true))
        {
            throw new AwsException(400, "InvalidTag", SystemTag);
        }

        _ = ObjectTags.Parse(tags);
        return SettingXml.Store(new XElement("Tagging", new XElement("TagSet", tags.Elements())));
    }

    protected override async Task<StoredSetting> ReadAsync(S3Request request)
    {
        var document = await SettingXml.ReadAsync(request, "Tagging");
        return ObjectTags.Parse(document, "System tags cannot be added/updated by requester").Count <= MaxTags
            ? SettingXml.Store(document)
            : throw new AwsException(400, "BadRequest", "Bucket tag count cannot be greater than 50");
    }
}
