using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Protocols;

/// <summary>Bodies in XML.</summary>
internal static class XmlBody
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CheckCharacters = false };

    public static byte[] Write(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, Settings))
        {
            write(writer);
        }

        return bytes.ToArray();
    }

    public static async Task SendAsync(HttpContext http, int status, string contentType, byte[] body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}

/// <summary>The small bodies of all services but S3, whole in memory.</summary>
internal static class SmallBody
{
    private const int Largest = 1024 * 1024;

    /// <exception cref="AwsException">It is larger than any request of these services.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        UnreadBody.Ask(request.HttpContext);
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
