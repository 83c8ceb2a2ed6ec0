namespace Coffer.LocalAws.Server;

/// <summary>Bodies in JSON 1.1.</summary>
internal static class JsonBody
{
    public static async Task SendAsync(AwsCall call, ReadOnlyMemory<byte> answer)
    {
        var response = call.Http.Response;
        response.ContentType = ErrorWriter.JsonContentType;
        response.Headers["x-amzn-RequestId"] = call.RequestId;
        response.ContentLength = answer.Length;
        await response.Body.WriteAsync(answer, call.Http.RequestAborted);
    }
}
