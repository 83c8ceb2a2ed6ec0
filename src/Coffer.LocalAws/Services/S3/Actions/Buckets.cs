using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>The smallest actions on buckets.</summary>
internal static class Buckets
{
    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html</summary>
    public static Task DeleteAsync(S3Request request)
    {
        request.Parts.Store.Delete(request.RequireBucket());
        request.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html</summary>
    public static Task HeadAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        request.Response.Headers["x-amz-bucket-region"] = bucket.Region;
        request.Response.Headers["x-amz-bucket-arn"] = bucket.Arn;
        request.Response.ContentType = "application/xml";
        return Task.CompletedTask;
    }

    /// <summary>
    /// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html: answers in every region, so that clients can
    /// find the right one.
    /// </summary>
    public static async Task GetLocationAsync(S3Request request)
    {
        var bucket = request.RequireBucketOfAnyRegion();
        using var xml = new S3Xml("LocationConstraint");
        await xml.Text(bucket.Constraint).SendAsync(request.Response);
    }
}
