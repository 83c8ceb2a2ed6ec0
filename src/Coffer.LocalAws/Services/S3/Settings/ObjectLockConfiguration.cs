using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Settings;

/// <summary>
/// A bucket's object lock, which is never taken away:
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
/// </summary>
internal static class ObjectLockConfiguration
{
    public const string Name = "object-lock";

    private const string Root = "ObjectLockConfiguration";

    /// <summary>What a bucket has that is made with object lock.</summary>
    public static readonly StoredSetting OfNewBuckets = SettingXml.Store(new XElement(Root, new XElement("ObjectLockEnabled", "Enabled")));

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html</summary>
    public static async Task PutAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var configuration = await SettingXml.ReadAsync(request, Root);
        var rule = configuration.Path("Rule");
        if (configuration.Child("ObjectLockEnabled") != "Enabled" || (rule is not null && PeriodOf(rule) is null))
        {
            throw S3Errors.MalformedXml();
        }

        if (bucket.Versioning != VersioningStatus.Enabled)
        {
            throw new AwsException(409, "InvalidBucketState", "Versioning must be 'Enabled' on the bucket to apply a Object "
                + "Lock configuration");
        }

        bucket.Set(Name, SettingXml.Store(configuration));
    }

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html</summary>
    public static async Task GetAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var setting = bucket.Setting(Name, null) ?? throw new AwsException(
            404,
            "ObjectLockConfigurationNotFoundError",
            "Object Lock configuration does not exist for this bucket",
            ("BucketName", bucket.Name));
        request.Response.ContentType = "application/xml";
        await request.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(setting.Document), request.Aborted);
    }

    /// <summary>The retention of new versions that say nothing of theirs; null without one.</summary>
    public static ObjectLock? DefaultOf(Bucket bucket, DateTimeOffset now) =>
        bucket.Setting(Name, null) is { } setting && XElement.Parse(setting.Document).Path("Rule") is { } rule
            && PeriodOf(rule) is var (mode, days)
            ? new ObjectLock(mode, now.AddDays(days))
            : null;

    private static (string Mode, int Days)? PeriodOf(XElement rule)
    {
        var retention = rule.Path("DefaultRetention");
        var (mode, days, years) = (retention?.Child("Mode"), retention?.Child("Days"), retention?.Child("Years"));
        if (mode is not (ObjectLock.Governance or "COMPLIANCE") || (days is null) == (years is null))
        {
            return null;
        }

        return int.TryParse(days ?? years, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
            && count is > 0 and <= 36_500
            ? (mode, days is null ? count * 365 : count)
            : throw S3Errors.InvalidArgument(
                "Default retention period must be a positive integer value.", days is null ? "Years" : "Days", days ?? years);
    }
}
