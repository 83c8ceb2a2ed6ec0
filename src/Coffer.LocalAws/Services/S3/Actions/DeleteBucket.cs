namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html</summary>
internal static class DeleteBucket
{
    public static Task HandleAsync(S3Request request)
    {
        request.Parts.Store.Delete(request.RequireBucket());
        request.Response.StatusCode = 204;
        return Task.CompletedTask;
    }
}
