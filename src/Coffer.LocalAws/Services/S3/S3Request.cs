using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Services.Iam;
using Coffer.LocalAws.Services.Kms;
using Coffer.LocalAws.Services.S3.Storage;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services.S3;

/// <summary>A call to S3 with its address taken apart.</summary>
internal sealed class S3Request(AwsRequest call, S3Address address, S3Parts parts)
{
    /// <summary>The longest key, in bytes of UTF-8: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html</summary>
    private const int MaxKeyBytes = 1024;

    public AwsRequest Call => call;

    public S3Address Address => address;

    public S3Parts Parts => parts;

    public HttpRequest Http => call.Http.Request;

    public HttpResponse Response => call.Http.Response;

    public CancellationToken Aborted => call.Http.RequestAborted;

    public string BucketName => address.Bucket ?? throw new InvalidOperationException("the action needs a bucket");

    public string Key => address.Key ?? throw new InvalidOperationException("the action needs a key");

    public string? Header(string name) => Http.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    public string? Parameter(string name) => Http.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>Sets a header that stays where the answer becomes an error, whose writer begins with an empty answer.</summary>
    public void SetLastingHeader(string name, string value) => Response.OnStarting(() =>
    {
        Response.Headers[name] = value;
        return Task.CompletedTask;
    });

    /// <summary>The request's bucket, which must exist, in the region that the request was signed for.</summary>
    public Bucket RequireBucket()
    {
        var bucket = RequireBucketOfAnyRegion();
        RegionCheck.Require(this, bucket.Region);
        return bucket;
    }

    public Bucket RequireBucketOfAnyRegion()
    {
        var bucket = parts.Store.Find(BucketName) ?? throw S3Errors.NoSuchBucket(BucketName);
        ExpectedOwner.Check(Header("x-amz-expected-bucket-owner"), bucket.Owner);
        return bucket;
    }

    /// <summary>The key, refused where it is too long.</summary>
    public string RequireKey()
    {
        var bytes = System.Text.Encoding.UTF8.GetByteCount(Key);
        return bytes <= MaxKeyBytes ? Key : throw S3Errors.KeyTooLong(bytes, MaxKeyBytes);
    }
}

/// <summary>What every action may use.</summary>
internal sealed record S3Parts(BucketStore Store, TimeProvider Clock, KeyDirectory Keys, IamStore Iam, Enforcer Enforcer)
{
    /// <summary>Now, in the whole seconds that S3's dates have.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(Clock.GetUtcNow().ToUnixTimeSeconds());
}
