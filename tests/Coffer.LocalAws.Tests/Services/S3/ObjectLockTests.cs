using Amazon.S3;
using Amazon.S3.Model;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html, through the SDK.</summary>
public sealed class ObjectLockTests(S3Server server) : IClassFixture<S3Server>
{
    [Fact]
    public async Task A_locked_version_stays_until_it_may_go()
    {
        (string What, string Mode, bool Hold, bool Bypass, bool Goes)[] cases =
        [
            ("nothing", "", false, false, true),
            ("a legal hold", "", true, false, false),
            ("a legal hold, with bypass", "", true, true, false),
            ("governance", "GOVERNANCE", false, false, false),
            ("governance, with bypass", "GOVERNANCE", false, true, true),
            ("governance and a hold, with bypass", "GOVERNANCE", true, true, false),
            ("compliance", "COMPLIANCE", false, false, false),
            ("compliance, with bypass", "COMPLIANCE", false, true, false),
        ];
        using var client = server.Client();
        var bucket = await LockedBucketAsync(client);
        foreach (var (what, mode, hold, bypass, goes) in cases)
        {
            var put = await client.PutObjectAsync(
                new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "x" }, S3Server.Token);
            if (mode.Length > 0)
            {
                var retention = new ObjectLockRetention
                {
                    Mode = mode,
                    RetainUntilDate = TimeProvider.System.GetUtcNow().AddDays(1).UtcDateTime,
                };
                await client.PutObjectRetentionAsync(
                    new PutObjectRetentionRequest { BucketName = bucket, Key = "k", Retention = retention }, S3Server.Token);
            }

            if (hold)
            {
                var legalHold = new ObjectLockLegalHold { Status = ObjectLockLegalHoldStatus.On };
                await client.PutObjectLegalHoldAsync(
                    new PutObjectLegalHoldRequest { BucketName = bucket, Key = "k", LegalHold = legalHold }, S3Server.Token);
            }

            var delete = new DeleteObjectRequest
            {
                BucketName = bucket,
                Key = "k",
                VersionId = put.VersionId,
                BypassGovernanceRetention = bypass ? true : null,
            };
            var refusal = await Record.ExceptionAsync(() => client.DeleteObjectAsync(delete, S3Server.Token));
            Assert.Equal((what, goes), (what, refusal is null));
            Assert.True(goes || refusal is AmazonS3Exception { ErrorCode: "AccessDenied" });

            // A delete marker above it is no end of it.
            Assert.Equal(
                "true",
                (await client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket, Key = "k" }, S3Server.Token)).DeleteMarker);
        }

        Assert.Equal(8, cases.Length);
    }

    [Fact]
    public async Task The_default_of_the_bucket_is_that_of_new_versions()
    {
        using var client = server.Client();
        var bucket = await LockedBucketAsync(client);
        var rule = new ObjectLockRule { DefaultRetention = new DefaultRetention { Mode = ObjectLockRetentionMode.Governance, Days = 3 } };
        var configuration = new ObjectLockConfiguration { ObjectLockEnabled = ObjectLockEnabled.Enabled, Rule = rule };
        await client.PutObjectLockConfigurationAsync(
            new PutObjectLockConfigurationRequest { BucketName = bucket, ObjectLockConfiguration = configuration }, S3Server.Token);
        await client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "x" }, S3Server.Token);

        var head = await client.GetObjectMetadataAsync(bucket, "k", S3Server.Token);
        var kept = await client.GetObjectRetentionAsync(new GetObjectRetentionRequest { BucketName = bucket, Key = "k" }, S3Server.Token);
        Assert.Equal((ObjectLockMode.Governance, ObjectLockRetentionMode.Governance), (head.ObjectLockMode, kept.Retention.Mode));
        Assert.InRange(
            kept.Retention.RetainUntilDate!.Value - TimeProvider.System.GetUtcNow().UtcDateTime,
            TimeSpan.FromDays(2.9),
            TimeSpan.FromDays(3));
        var given = await client.GetObjectLockConfigurationAsync(
            new GetObjectLockConfigurationRequest { BucketName = bucket }, S3Server.Token);
        Assert.Equal(3, given.ObjectLockConfiguration.Rule.DefaultRetention.Days);
    }

    private static async Task<string> LockedBucketAsync(AmazonS3Client client)
    {
        var bucket = $"b-{Guid.NewGuid():N}";
        await client.PutBucketAsync(new PutBucketRequest { BucketName = bucket, ObjectLockEnabledForBucket = true }, S3Server.Token);
        return bucket;
    }
}
