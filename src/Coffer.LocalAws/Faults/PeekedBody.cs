using Coffer.LocalAws.Server;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Faults;

/// <summary>The small bodies of KMS and of the query protocol, read and put back.</summary>
internal static class PeekedBody
{
    /// <exception cref="AwsException">It is larger than any request of these services.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        var body = await RequestBody.ReadAsync(request);
        request.Body = new MemoryStream(body, writable: false);
        return body;
    }
}
