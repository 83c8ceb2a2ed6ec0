using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using Coffer.Aws.Calls;
using Coffer.Aws.Credentials;
using Coffer.Aws.Tls;
using Coffer.Core.Model;

namespace Coffer.Aws.Connections;

/// <summary>How long one attempt may take, and how many there are.</summary>
internal sealed record HttpBounds(TimeSpan Timeout, int Attempts);

/// <summary>What a source of credentials answered: read whole, never shown.</summary>
internal sealed class HttpAnswer(int status, byte[] body)
{
    private const int MaxQuoted = 300;

    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>The body.</summary>
    public byte[] Body => body;

    /// <summary>Asks until there is an answer that will stay the same, or there were attempts enough.</summary>
    /// <exception cref="SourceException">Where there is none.</exception>
    public static async Task<HttpAnswer> AskAsync(
        HttpClient client, Func<HttpRequestMessage> request, HttpBounds bounds, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var message = request();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(bounds.Timeout);
            try
            {
                using var response = await client.SendAsync(message, limit.Token).ConfigureAwait(false);
                var answer = new HttpAnswer(
                    (int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false));
                if (attempt == bounds.Attempts || (answer.Status < 500 && answer.Status != 429))
                {
                    return answer;
                }
            }
            catch (UntrustedServerException untrusted)
            {
                throw new SourceException($"{message.RequestUri!.Authority} is not trusted: {untrusted.Message}");
            }
            catch (NoWayException noWay) when (!noWay.Passes || attempt == bounds.Attempts)
            {
                var how = noWay is AnswerException ? "does not answer as it should" : "cannot be reached";
                throw new SourceException($"{message.RequestUri!.Authority} {how}: {noWay.Message}", noWay.Hint);
            }
            catch (Exception exception) when (
                exception is NoWayException or HttpRequestException or IOException or OperationCanceledException
                && !cancellation.IsCancellationRequested)
            {
                if (attempt == bounds.Attempts)
                {
                    throw new SourceException($"{message.RequestUri!.Authority} {Reason(exception, bounds)}");
                }
            }

            await Task.Delay(Backoff.Delay(attempt), cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The body of a good answer.</summary>
    /// <exception cref="SourceException">With the status and the error's code, where there is one.</exception>
    public byte[] Success(string who) => status == 200 ? body : throw new SourceException($"{who} answered {status}{CodeIn(Code())}");

    /// <summary>An error's code, ready to follow the status.</summary>
    public static string CodeIn(string? code) =>
        code is { Length: > 0 and <= 64 } && code.AsSpan().IndexOfAnyExcept(CodeCharacters) < 0 ? $" {code}" : "";

    /// <summary>An error's message, ready to follow the code.</summary>
    public static string Quoted(string? message) =>
        string.IsNullOrWhiteSpace(message)
            ? ""
            : $" (\"{AddressGrammar.Printable(message.Length > MaxQuoted ? message[..MaxQuoted] : message)}\")";

    private static readonly System.Buffers.SearchValues<char> CodeCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    private static string Reason(Exception exception, HttpBounds bounds) => exception switch
    {
        OperationCanceledException => $"did not answer within {bounds.Timeout.TotalSeconds:0} s",
        { InnerException: SocketException socket } => $"cannot be reached ({AwsFailure.Reason(socket)})",
        { InnerException: AuthenticationException } => "has a certificate that is not trusted",
        _ => "broke the connection off",
    };

    private string? Code()
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            string[] names = ["code", "Code", "__type", "error"];
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? names.Select(name => CredentialJson.Text(document.RootElement, name)).FirstOrDefault(text => text is not null)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
