using Coffer.Aws.Connections;

namespace Coffer.Aws.Credentials;

/// <summary>
/// The role of a task or a pod, from an agent on the same host:
/// https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
/// </summary>
internal sealed class ContainerSource(CredentialContext context) : ICredentialSource
{
    private const string Relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
    private const string Full = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private const string Token = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
    private const string TokenFile = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    private const string Agent = "http://169.254.170.2";

    // An agent under load is slow, and throttles: the start of many tasks at once is when it is.
    private static readonly HttpBounds Bounds = new(TimeSpan.FromSeconds(2), Attempts: 4);

    /// <inheritdoc/>
    public string Name => "container";

    /// <inheritdoc/>
    public async Task<SourceAnswer> AskAsync(CancellationToken cancellation)
    {
        if (Address() is not { } address)
        {
            return SourceAnswer.Absent($"neither {Relative} nor {Full} is set");
        }

        var token = Authorization();
        var answer = await context.Http.AskAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.TryAddWithoutValidation("Authorization", token);
                return request;
            },
            Bounds,
            cancellation,
            direct: true).ConfigureAwait(false);
        return SourceAnswer.Of(CredentialJson.Keys(answer.Success(address.Authority), "Token"));
    }

    private Uri? Address()
    {
        if (context.Set(Relative) is { } relative)
        {
            return Uri.TryCreate(Agent + relative, UriKind.Absolute, out var uri) && uri.Authority == Agent[7..]
                ? uri
                : throw new SourceException($"{Relative} is no path that begins with '/'");
        }

        return context.Set(Full) is { } full ? TrustedAddresses.Require(Full, full) : null;
    }

    private string? Authorization()
    {
        var token = context.Set(TokenFile) is { } path
            ? CredentialContext.Read(path, TokenFile)
            : context.Set(Token);
        return token?.AsSpan().ContainsAny('\r', '\n') == true
            ? throw new SourceException($"the container's authorization token has more than one line")
            : token;
    }
}
