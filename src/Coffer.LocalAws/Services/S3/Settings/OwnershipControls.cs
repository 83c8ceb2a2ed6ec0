using System.Xml.Linq;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Settings;

/// <summary>
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html: kept. There are no access control
/// lists here, whatever it says.
/// </summary>
internal sealed class OwnershipControls : BucketSetting
{
    private const string Enforced = "BucketOwnerEnforced";
    private const string SubResource = "ownershipControls";

    private static readonly string[] Values = [Enforced, "BucketOwnerPreferred", "ObjectWriter"];

    public override string Name => SubResource;

    protected override StoredSetting OfNewBuckets { get; } = SettingXml.Store(Document(Enforced));

    protected override AwsException NotConfigured(string bucket) => new(404, "OwnershipControlsNotFoundError",
        "The bucket ownership controls were not found", ("BucketName", bucket));

    /// <summary>The setting that a new bucket's header asks for; null where it says nothing.</summary>
    public static StoredSetting? OfHeader(string? value)
    {
        if (value is null)
        {
            return null;
        }

        return Values.Contains(value)
            ? SettingXml.Store(Document(value))
            : throw S3Errors.InvalidArgument($"Invalid x-amz-object-ownership header: {value}", "x-amz-object-ownership");
    }

    protected override async Task<StoredSetting> ReadAsync(S3Request request)
    {
        var controls = await SettingXml.ReadAsync(request, "OwnershipControls");
        return controls.Path("Rule")?.Child("ObjectOwnership") switch
        {
            { } value when Values.Contains(value) => SettingXml.Store(controls),
            _ => throw S3Errors.MalformedXml(),
        };
    }

    private static XElement Document(string value) =>
        new("OwnershipControls", new XElement("Rule", new XElement("ObjectOwnership", value)));
}
