using Coffer.Aws.Credentials;

namespace Coffer.Aws.Wire;

/// <summary>A signed request as the connections take it.</summary>
internal static class WireMessage
{
    private const string Agent = "coffer";

    private static readonly UriCreationOptions AsSigned = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Signs a request, and writes it.</summary>
    /// <param name="server">Who is asked.</param>
    /// <param name="request">The request; it gets the headers of the server, the time and the session.</param>
    /// <param name="content">Its body; empty for a GET.</param>
    /// <param name="signer">Signs.</param>
    /// <param name="keys">Whose keys.</param>
    /// <param name="time">The time, as AWS has it.</param>
    public static HttpRequestMessage Of(
        Uri server, RequestToSign request, ReadOnlyMemory<byte> content, Signer signer, AwsKeys keys, DateTimeOffset time)
    {
        request.Headers["host"] = server.Authority;
        request.Headers["x-amz-date"] = Signer.Stamp(time);
        if (keys.SessionToken is { Length: > 0 } token)
        {
            request.Headers["x-amz-security-token"] = token;
        }

        var query = request.Query.Length > 0 ? "?" + request.Query : "";

        // Another way to write the same path would have another signature.
        var message = new HttpRequestMessage(
            request.Method == "POST" ? HttpMethod.Post : HttpMethod.Get,
            new Uri($"{server.Scheme}://{server.Authority}{request.Path}{query}", AsSigned));
        if (request.Method == "POST")
        {
            message.Content = new ReadOnlyMemoryContent(content);
        }

        foreach (var (name, value) in request.Headers)
        {
            if (name == "content-type")
            {
                message.Content!.Headers.TryAddWithoutValidation(name, value);
            }
            else
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        message.Headers.TryAddWithoutValidation("authorization", signer.Authorization(request, keys));
        message.Headers.TryAddWithoutValidation("user-agent", Agent);
        return message;
    }
}
