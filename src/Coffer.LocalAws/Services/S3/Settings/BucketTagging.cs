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

    protected override async Task<StoredSetting> ReadAsync(S3Request request)
    {
        var document = await SettingXml.ReadAsync(request, "Tagging");
        return ObjectTags.Parse(document).Count <= MaxTags
            ? SettingXml.Store(document)
            : throw new AwsException(400, "BadRequest", "Bucket tag count cannot be greater than 50");
    }
}
