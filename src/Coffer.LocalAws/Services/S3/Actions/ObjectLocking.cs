using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>Retention and legal hold of versions: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html</summary>
internal static class ObjectLocking
{
    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectRetention.html</summary>
    public static async Task PutRetentionAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var document = await S3Document.ReadAsync(request, "Retention", digestRequired: true) ?? throw S3Errors.MalformedXml();
        ObjectLock.RequireLocking(bucket);
        var wanted = ObjectLock.RetentionOf(document, request.Parts.Now);
        var bypasses = ObjectLock.Bypasses(request, bucket);
        Change(request, bucket, kept =>
        {
            // A retention in force may be made longer, and nothing else.
            var isLonger = wanted is { } more && more.Until >= kept.Until && (more.Mode == kept.Mode || kept.Mode == ObjectLock.Governance);
            return !kept.Holds(request.Parts.Now, bypasses) || isLonger
                ? kept with { Mode = wanted?.Mode, Until = wanted?.Until }
                : throw ObjectLock.Protected();
        });
    }

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectRetention.html</summary>
    public static async Task GetRetentionAsync(S3Request request)
    {
        var kept = Require(request, kept => kept.Mode is not null);
        using var xml = new S3Xml("Retention");
        await xml.Element("Mode", kept.Mode).Element("RetainUntilDate", ObjectLock.Iso(kept.Until!.Value)).SendAsync(request.Response);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLegalHold.html</summary>
    public static async Task PutHoldAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var document = await S3Document.ReadAsync(request, "LegalHold", digestRequired: true) ?? throw S3Errors.MalformedXml();
        ObjectLock.RequireLocking(bucket);
        var status = document.Child("Status");
        Change(request, bucket, kept => status is "ON" or "OFF" ? kept with { LegalHold = status } : throw S3Errors.MalformedXml());
    }

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLegalHold.html</summary>
    public static async Task GetHoldAsync(S3Request request)
    {
        var kept = Require(request, kept => kept.LegalHold is not null);
        using var xml = new S3Xml("LegalHold");
        await xml.Element("Status", kept.LegalHold).SendAsync(request.Response);
    }

    private static ObjectLock Require(S3Request request, Func<ObjectLock, bool> has)
    {
        var bucket = request.RequireBucket();
        var version = VersionLookup.Require(request, bucket, markersHaveNoSuch: true);
        ObjectLock.RequireLocking(bucket);
        return version.Lock is { } kept && has(kept)
            ? kept
            : throw new AwsException(404, "NoSuchObjectLockConfiguration", "The specified object does not have a ObjectLock configuration");
    }

    private static void Change(S3Request request, Bucket bucket, Func<ObjectLock, ObjectLock> change)
    {
        using (bucket.Hold())
        {
            var version = VersionLookup.Require(request, bucket, markersHaveNoSuch: true);
            bucket.Replace(version, version with { Lock = change(version.Lock ?? new ObjectLock()) });
        }
    }
}
