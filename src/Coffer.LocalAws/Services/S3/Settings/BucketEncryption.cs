using System.Xml.Linq;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Settings;

/// <summary>
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html: what an upload gets that does not say how it is
/// to be encrypted. Every bucket has one; a deleted one is the default again.
/// </summary>
internal sealed class BucketEncryption : BucketSetting
{
    private const string SubResource = "encryption";
    private const string Rule = "Rule";
    private const string ByDefault = "ApplyServerSideEncryptionByDefault";

    public override string Name => SubResource;

    protected override StoredSetting OfNewBuckets { get; } = SettingXml.Store(new XElement("ServerSideEncryptionConfiguration",
        new XElement(Rule, new XElement(ByDefault, new XElement("SSEAlgorithm", "AES256")), new XElement("BucketKeyEnabled", "false"))));

    protected override StoredSetting AfterDelete => OfNewBuckets;

    protected override AwsException NotConfigured(string bucket) => new(404, "ServerSideEncryptionConfigurationNotFoundError",
        "The server side encryption configuration was not found", ("BucketName", bucket));

    /// <summary>The KMS key, and whether it is a bucket key, of uploads that say nothing; null where they are SSE-S3.</summary>
    public static (string? KeyId, bool BucketKey)? KmsDefault(Bucket bucket)
    {
        if (bucket.Setting(SubResource, whereNeverSet: null) is not { } setting
            || XElement.Parse(setting.Document).Path(Rule) is not { } rule)
        {
            return null;
        }
        var algorithm = rule.Path(ByDefault)?.Child("SSEAlgorithm");
        return algorithm == "aws:kms" ? (rule.Path(ByDefault)?.Child("KMSMasterKeyID"), rule.Child("BucketKeyEnabled") == "true") : null;
    }

    protected override async Task<StoredSetting> ReadAsync(S3Request request)
    {
        var configuration = await SettingXml.ReadAsync(request, "ServerSideEncryptionConfiguration");
        var rule = configuration.Path(Rule) ?? throw S3Errors.MalformedXml();
        if (configuration.Elements().Count() != 1)
        {
            throw S3Errors.MalformedXml();
        }
        var key = rule.Path(ByDefault)?.Child("KMSMasterKeyID");
        return rule.Path(ByDefault)?.Child("SSEAlgorithm") switch
        {
            "AES256" when key is null => SettingXml.Store(configuration),
            "AES256" => throw S3Errors.InvalidArgument("a KMSMasterKeyID is not applicable if the default sse algorithm is "
                + "not aws:kms or aws:kms:dsse", "ApplyServerSideEncryptionByDefault"),
            "aws:kms" => SettingXml.Store(configuration),
            "aws:kms:dsse" or "aws:fsx" => throw S3Errors.NotImplemented("SSEAlgorithm"),
            _ => throw S3Errors.MalformedXml(),
        };
    }
}
