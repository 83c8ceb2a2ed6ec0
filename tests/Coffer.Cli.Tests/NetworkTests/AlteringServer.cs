using System.Text;
using Coffer.Cli.Tests.Processes;

namespace Coffer.Cli.Tests.NetworkTests;

/// <summary>Stands before a local AWS, and changes what it answers.</summary>
internal sealed class AlteringServer : IDisposable
{
    private static readonly HttpClient Client = new();

    private readonly Uri aws;
    private readonly Func<StandInRequest, StandInAnswer, StandInAnswer> alter;
    private readonly StandIn server;

    /// <param name="aws">The local AWS, which must take every signature for its host.</param>
    /// <param name="alter">Makes the answer to a request from the true one.</param>
    public AlteringServer(Uri aws, Func<StandInRequest, StandInAnswer, StandInAnswer> alter)
    {
        this.aws = aws;
        this.alter = alter;
        server = new StandIn(ForwardAsync);
    }

    public string Url => server.Url;

    public void Dispose() => server.Dispose();

    private async Task<StandInAnswer> ForwardAsync(StandInRequest asked)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(asked.Method), new Uri(aws.GetLeftPart(UriPartial.Authority) + asked.Path));
        request.Content = new ByteArrayContent(asked.Body);
        foreach ((var name, var value) in asked.Headers.Where(header => header.Key is not ("Content-Length" or "Expect")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var answer = await Client.SendAsync(request);
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(
            header => header.Key is not ("Content-Length" or "Transfer-Encoding"))
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return alter(asked, new StandInAnswer((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync()) { Headers = headers });
    }
}

/// <summary>Changes of an answer.</summary>
internal static class Altered
{
    public static StandInAnswer Body(this StandInAnswer answer, string body) => answer with { Body = Encoding.UTF8.GetBytes(body) };

    public static StandInAnswer Replace(this StandInAnswer answer, string old, string by)
    {
        var text = Encoding.UTF8.GetString(answer.Body);
        return text.Contains(old, StringComparison.Ordinal)
            ? answer.Body(text.Replace(old, by, StringComparison.Ordinal))
            : throw new InvalidOperationException($"no {old} in {text}");
    }

    public static StandInAnswer Without(this StandInAnswer answer, string header) =>
        answer with { Headers = answer.Headers.Where(one => !one.Key.Equals(header, StringComparison.OrdinalIgnoreCase)).ToDictionary() };
}
