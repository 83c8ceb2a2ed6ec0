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

    private const string TokenName = "Token";
    private const string PodIdentity = "169.254.170.23";
    private const string PodIdentity6 = "fd00:ec2::23";

    private static readonly SmallService Service = new("container", "container", TimeSpan.FromSeconds(2))
    {
        IsNear = true,
        RequireWhole = static body => CredentialJson.Keys(body, TokenName),
    };

    /// <inheritdoc/>
    public string Name => "container";

    /// <inheritdoc/>
    public string Hint => (context.Set(Relative), context.Set(Full)) switch
    {
        ({ }, _) => "look at the task's role (taskRoleArn), and at the ECS agent of this host",
        (null, { } full) when Uri.TryCreate(full, UriKind.Absolute, out var agent) && agent.DnsSafeHost is PodIdentity or PodIdentity6 =>
            "look at the pod identity association of the pod's service account, and at the EKS Pod Identity Agent of this node",
        _ => $"look at what answers at {Full}",
    };

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
                if (token is not null)
                {
                    request.Headers.TryAddWithoutValidation("Authorization", token);
                }

                return request;
            },
            Service,
            cancellation).ConfigureAwait(false);
        var hint = answer.Error?.Status is 401 or 403 ? $"{Hint}; it may not take {TokenSetting}" : null;
        return SourceAnswer.Of(CredentialJson.Keys(answer.Success(address.Authority, hint), TokenName));
    }

    private string TokenSetting => context.Set(TokenFile) is not null ? $"the token of {TokenFile}" : $"{Token}, or want one";

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
