using Amazon.S3;
using Amazon.S3.Model;
using Coffer.Cli.Tests.Processes;

namespace Coffer.Cli.Tests.Scripting.Verbs;

/// <summary>S3 through the AWS SDK.</summary>
internal static class S3Verbs
{
    private const string Scheme = "s3://";

    public static IEnumerable<Verb> All() =>
    [
        new("bucket", "NAME [REGION]", 1, 2, CreateBucketAsync),
        new("keep-versions", "BUCKET", 1, 1, KeepVersionsAsync),
        new("put-object", "s3://BUCKET/KEY FILE", 2, 2, PutAsync),
        new("get-object", "s3://BUCKET/KEY FILE", 2, 2, GetAsync),
        new("delete-object", "s3://BUCKET/KEY [VERSION]", 1, 2, DeleteAsync),
    ];

    private static async Task CreateBucketAsync(ScriptCall call)
    {
        var region = call.Optional(1) ?? LocalAwsProcess.DefaultRegion;
        using var s3 = call.World.RunningLocalAws.S3(region);
        await s3.PutBucketAsync(new PutBucketRequest
        {
            BucketName = call.Arguments[0],
            BucketRegion = region == LocalAwsProcess.DefaultRegion ? null : new S3Region(region),
        });
        call.World.Regions[Scheme + call.Arguments[0]] = region;
    }

    private static async Task KeepVersionsAsync(ScriptCall call)
    {
        var bucket = call.Arguments[0];
        using var s3 = Client(call.World, bucket);
        await s3.PutBucketVersioningAsync(new PutBucketVersioningRequest
        {
            BucketName = bucket,
            VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
        });
    }

    private static async Task PutAsync(ScriptCall call)
    {
        (var bucket, var key) = Object(call.Arguments[0]);
        using var s3 = Client(call.World, bucket);
        var answer = await s3.PutObjectAsync(new PutObjectRequest
        {
            BucketName = bucket,
            Key = key,
            FilePath = call.World.PathOf(call.Arguments[1]),
        });
        call.World.Variables["VERSION_ID"] = answer.VersionId ?? "";
    }

    private static async Task GetAsync(ScriptCall call)
    {
        (var bucket, var key) = Object(call.Arguments[0]);
        using var s3 = Client(call.World, bucket);
        using var answer = await s3.GetObjectAsync(bucket, key);
        await using var file = File.Create(call.World.OwnPathOf(call.Arguments[1]));
        await answer.ResponseStream.CopyToAsync(file);
    }

    /// <summary>Without a version, a bucket that keeps versions puts a delete marker.</summary>
    private static async Task DeleteAsync(ScriptCall call)
    {
        (var bucket, var key) = Object(call.Arguments[0]);
        using var s3 = Client(call.World, bucket);
        var answer = await s3.DeleteObjectAsync(new DeleteObjectRequest
        {
            BucketName = bucket,
            Key = key,
            VersionId = call.Optional(1),
        });
        call.World.Variables["VERSION_ID"] = answer.VersionId ?? "";
    }

    private static AmazonS3Client Client(ScriptWorld world, string bucket) =>
        world.RunningLocalAws.S3(world.Regions.GetValueOrDefault(Scheme + bucket, LocalAwsProcess.DefaultRegion));

    private static (string Bucket, string Key) Object(string address)
    {
        var parts = address.StartsWith(Scheme, StringComparison.Ordinal) ? address[Scheme.Length..].Split('/', 2) : [];
        return parts is [{ Length: > 0 } bucket, { Length: > 0 } key]
            ? (bucket, key)
            : throw new ScriptFailureException($"'{address}' is not s3://BUCKET/KEY");
    }
}
