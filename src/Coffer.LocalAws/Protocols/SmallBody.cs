using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Protocols;

/// <summary>The small bodies of all services but S3, whole in memory.</summary>
internal static class SmallBody
{
    private const int Largest = 1024 * 1024;

    /// <exception cref="AwsException">It is larger than any request of these services.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            await body.WriteAsync(buffer.AsMemory(0, count), request.HttpContext.RequestAborted);
            if (body.Length > Largest)
            {
                throw new AwsException(413, "RequestEntityTooLargeException", $"The body is larger than {Largest} bytes");
            }
        }

        return body.ToArray();
    }
}
