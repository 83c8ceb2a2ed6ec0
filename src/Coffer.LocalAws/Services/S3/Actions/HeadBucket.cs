namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html</summary>
internal static class HeadBucket
{
    public static Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        request.Response.Headers["x-amz-bucket-region"] = bucket.Region;
        request.Response.ContentType = "application/xml";
        return Task.CompletedTask;
    }
}
