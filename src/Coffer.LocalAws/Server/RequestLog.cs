using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Server;

/// <summary>A line for each request, <c>kms Decrypt 200</c> or <c>s3 GET /bucket/key 200</c>: who asked for what, never what for.</summary>
internal sealed class RequestLog(TextWriter writer)
{
    private static readonly object ActionItem = new();

    private readonly Lock turn = new();

    /// <summary>What the body says that the request is for; null where it says nothing.</summary>
    public static void Name(HttpContext http, string? action) => http.Items[ActionItem] = action;

    public void Add(HttpContext http, AwsService service)
    {
        var request = http.Request;
        var what = service switch
        {
            AwsService.Kms or AwsService.Ecs => request.Headers["X-Amz-Target"].ToString().Split('.')[^1],
            AwsService.S3 => $"{request.Method} {request.Path}",
            _ => http.Items[ActionItem] as string ?? request.Method,
        };
        lock (turn)
        {
            writer.WriteLine($"{service.ToString().ToLowerInvariant()} {Printable(what)} {http.Response.StatusCode}");
            writer.Flush();
        }
    }

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
