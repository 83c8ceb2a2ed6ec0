namespace Coffer.LocalAws.Services.S3.Actions.Multipart;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html</summary>
internal static class AbortMultipartUpload
{
    public static Task HandleAsync(S3Request request)
    {
        request.RequireBucket().Uploads.Abort(request.Parameter("uploadId")!, request.RequireKey());
        request.Response.StatusCode = 204;
        return Task.CompletedTask;
    }
}
