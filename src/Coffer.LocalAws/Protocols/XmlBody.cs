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
