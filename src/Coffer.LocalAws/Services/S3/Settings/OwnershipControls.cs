using System.Xml.Linq;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Settings;

/// <summary>
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html: the two values that would bring access
/// control lists back are refused.
/// </summary>
internal sealed class OwnershipControls : BucketSetting
{
    private const string Enforced = "BucketOwnerEnforced";

    public override string Name => "ownershipControls";

    protected override StoredSetting OfNewBuckets { get; } = SettingXml.Store(
        new XElement("OwnershipControls", new XElement("Rule", new XElement("ObjectOwnership", Enforced))));

    protected override AwsException NotConfigured(string bucket) => new(404, "OwnershipControlsNotFoundError",
        "The bucket ownership controls were not found", ("BucketName", bucket));

    protected override async Task<StoredSetting> ReadAsync(S3Request request)
    {
        var controls = await SettingXml.ReadAsync(request, "OwnershipControls");
        return controls.Path("Rule")?.Child("ObjectOwnership") switch
        {
            Enforced => SettingXml.Store(controls),
            "BucketOwnerPreferred" or "ObjectWriter" => throw S3Errors.NotImplemented("ObjectOwnership"),
            _ => throw S3Errors.MalformedXml(),
        };
    }
}
