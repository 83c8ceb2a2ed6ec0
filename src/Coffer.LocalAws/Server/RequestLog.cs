using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Server;

/// <summary>A line for each request, <c>kms Decrypt 200</c> or <c>s3 GET /bucket/key 200</c>: who asked for what, never what for.</summary>
internal sealed class RequestLog(TextWriter writer)
{
    private static readonly object ActionItem = new();

    private readonly Lock turn = new();

    /// <summary>What the body says that the request is for; null where it says nothing.</summary>
    public static void Name(HttpContext http, string? action) => http.Items[ActionItem] = action;

    /// <summary>Writes the line of a request, the first time it is asked for.</summary>
    /// <param name="http">The request.</param>
    /// <param name="service">The service it is for.</param>
    /// <param name="outcome">What became of it, where that is no status.</param>
    public void Add(HttpContext http, AwsService service, string? outcome = null)
    {
        if (!http.Items.TryAdd(this, null))
        {
            return;
        }

        var request = http.Request;
        var what = service switch
        {
            AwsService.Kms or AwsService.Ecs => request.Headers["X-Amz-Target"].ToString().Split('.')[^1],
            AwsService.S3 => $"{request.Method} {request.Path}",
            _ => http.Items[ActionItem] as string ?? request.Method,
        };
        lock (turn)
        {
            writer.WriteLine($"{service.ToString().ToLowerInvariant()} {Printable(what)} {outcome ?? http.Response.StatusCode.ToString(CultureInfo.InvariantCulture)}");
            writer.Flush();
        }
    }

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
