using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Settings;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html</summary>
internal static class BucketVersioning
{
    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html</summary>
    public static async Task GetAsync(S3Request request)
    {
        using var xml = new S3Xml("VersioningConfiguration");
        await xml.Element("Status", request.RequireBucket().Versioning?.ToString()).SendAsync(request.Response);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html</summary>
    public static async Task PutAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var configuration = await S3Document.ReadAsync(request, "VersioningConfiguration") ?? throw S3Errors.MalformedXml();
        if (configuration.Child("MfaDelete") == "Enabled")
        {
            throw S3Errors.NotImplemented("MfaDelete");
        }
        if (configuration.Child("Status") == "Suspended" && bucket.Setting(ObjectLockConfiguration.Name, null) is not null)
        {
            throw new AwsException(
                409, "InvalidBucketState", "An Object Lock configuration is present on this bucket, so the versioning state "
                    + "cannot be changed.");
        }

        bucket.SetVersioning(configuration.Child("Status") switch
        {
            "Enabled" => VersioningStatus.Enabled,
            "Suspended" => VersioningStatus.Suspended,
            null => throw new AwsException(400, "IllegalVersioningConfigurationException", "The Versioning element must be specified"),
            _ => throw S3Errors.MalformedXml(),
        });
    }
}
