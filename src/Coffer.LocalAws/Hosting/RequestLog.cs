using System.Globalization;
using Coffer.LocalAws.Services;

namespace Coffer.LocalAws.Hosting;

/// <summary>
/// A line for each request, <c>kms Decrypt 200</c> or <c>s3 GET /bucket/key 200</c>: who asked for what, never what for. Where
/// policies decide, the line ends with who asked, and which statement decided or what was missing.
/// </summary>
internal sealed class RequestLog(TextWriter writer)
{
    private readonly Lock turn = new();

    /// <summary>Writes the line of a request, the first time it is asked for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="outcome">What became of it, where that is no status.</param>
    public void Add(AwsRequest request, string? outcome = null)
    {
        if (!request.Http.Items.TryAdd(this, null))
        {
            return;
        }

        var what = outcome ?? request.Http.Response.StatusCode.ToString(CultureInfo.InvariantCulture);
        lock (turn)
        {
            writer.WriteLine(Printable($"{request.Service.Name} {request.Title} {what}{Why(request)}"));
            writer.Flush();
        }
    }

    private static string Why(AwsRequest request) => request.Decision is { } decision
        ? $" {request.Caller.Arn} {(decision.IsAllowed ? "allowed" : "denied")}: {decision.Reason}"
        : "";

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
