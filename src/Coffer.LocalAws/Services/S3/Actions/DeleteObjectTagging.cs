using Coffer.LocalAws.Services.S3.Objects;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html</summary>
internal static class DeleteObjectTagging
{
    public static Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        bucket.SetTags(VersionLookup.Require(request, bucket), new Dictionary<string, string>());
        request.Response.StatusCode = 204;
        return Task.CompletedTask;
    }
}
