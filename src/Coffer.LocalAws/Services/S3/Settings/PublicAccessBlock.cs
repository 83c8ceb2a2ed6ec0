using System.Xml.Linq;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Settings;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html: a new bucket blocks everything.</summary>
internal sealed class PublicAccessBlock : BucketSetting
{
    private const string Root = "PublicAccessBlockConfiguration";

    private static readonly string[] Members = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];

    public override string Name => "publicAccessBlock";

    protected override StoredSetting OfNewBuckets { get; } = Store(_ => "true");

    protected override AwsException NotConfigured(string bucket) => new(404, "NoSuchPublicAccessBlockConfiguration",
        "The public access block configuration was not found", ("BucketName", bucket));

    protected override async Task<StoredSetting> ReadAsync(S3Request request)
    {
        var configuration = await SettingXml.ReadAsync(request, Root);
        return Store(member => configuration.Child(member)?.ToLowerInvariant() switch
        {
            "true" => "true",
            "false" or null => "false",
            _ => throw S3Errors.MalformedXml(),
        });
    }

    public static bool BlocksPublicPolicies(Bucket bucket)
    {
        var setting = bucket.Setting("publicAccessBlock", Store(_ => "true"));
        return setting is not null && XElement.Parse(setting.Document).Child("BlockPublicPolicy") == "true";
    }

    private static StoredSetting Store(Func<string, string> value) =>
        SettingXml.Store(new XElement(Root, Members.Select(member => new XElement(member, value(member)))));
}
