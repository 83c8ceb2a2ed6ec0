using System.Net;
using System.Text;

namespace Coffer.Aws.Connections;

/// <summary>Ends where an answer sends the request on. The SDK would follow some of them, and take others for a success.</summary>
internal sealed class Redirects(HttpMessageHandler next) : DelegatingHandler(next)
{
    /// <summary>Where S3 says a bucket's region.</summary>
    public const string RegionHeader = "x-amz-bucket-region";

    /// <inheritdoc/>
    /// <exception cref="RedirectedException">The answer is a redirect.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if ((int)answer.StatusCode is < 300 or >= 400 || answer.StatusCode == HttpStatusCode.NotModified)
        {
            return answer;
        }

        using (answer)
        {
            var region = answer.Headers.TryGetValues(RegionHeader, out var values)
                ? values.First()
                : Between(
                    Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)),
                    "<Region>",
                    "</Region>");
            throw new RedirectedException((int)answer.StatusCode, answer.Headers.Location, Regions.Named(region));
        }
    }

    private static string? Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal);
        var to = from < 0 ? -1 : text.IndexOf(end, from, StringComparison.Ordinal);
        return to < 0 ? null : text[(from + start.Length)..to];
    }
}
