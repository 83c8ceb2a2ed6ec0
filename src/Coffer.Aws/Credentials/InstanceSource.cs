using System.Text;
using Coffer.Aws.Connections;

namespace Coffer.Aws.Credentials;

/// <summary>
/// The role of an EC2 instance, by version 2 of its metadata service only:
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
/// </summary>
internal sealed class InstanceSource(CredentialContext context) : ICredentialSource
{
    private const string Disabled = "AWS_EC2_METADATA_DISABLED";
    private const string Endpoint = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
    private const string RolePath = "latest/meta-data/iam/security-credentials/";
    private const string TokenHeader = "X-aws-ec2-metadata-token";

    // Where there is no such service its address leads nowhere, and each attempt takes its whole time.
    private static readonly HttpBounds Bounds = new(TimeSpan.FromSeconds(1), Attempts: 2);

    /// <inheritdoc/>
    public string Name => "instance metadata";

    /// <inheritdoc/>
    public async Task<SourceAnswer> AskAsync(CancellationToken cancellation)
    {
        if (string.Equals(context.Set(Disabled), "true", StringComparison.OrdinalIgnoreCase))
        {
            return SourceAnswer.Absent($"{Disabled} is set");
        }

        var service = Service();
        var token = Text((await context.Http.AskAsync(
            () => new HttpRequestMessage(
                HttpMethod.Put, new Uri(service, "latest/api/token")) { Headers = { { "X-aws-ec2-metadata-token-ttl-seconds", "300" } } },
            Bounds,
            cancellation,
            direct: true).ConfigureAwait(false)).Success(service.Authority));
        var listed = await GetAsync(service, RolePath, token, cancellation).ConfigureAwait(false);
        if (listed.Status == 404)
        {
            return SourceAnswer.Absent("the instance has no role");
        }

        var role = Text(listed.Success(service.Authority)).Split('\n')[0].Trim();
        var answer = await GetAsync(service, RolePath + Uri.EscapeDataString(role), token, cancellation).ConfigureAwait(false);
        return SourceAnswer.Of(CredentialJson.Keys(answer.Success(service.Authority), "Token"));
    }

    private Task<HttpAnswer> GetAsync(Uri service, string path, string token, CancellationToken cancellation) => context.Http.AskAsync(
        () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service, path));
            request.Headers.TryAddWithoutValidation(TokenHeader, token);
            return request;
        },
        Bounds,
        cancellation,
        direct: true);

    private Uri Service()
    {
        var isIPv6 = string.Equals(context.Set("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"), "IPv6", StringComparison.OrdinalIgnoreCase);
        var text = context.Set(Endpoint) ?? (isIPv6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254");
        return TrustedAddresses.Require(Endpoint, text.TrimEnd('/') + '/');
    }

    private static string Text(byte[] body) =>
        Encoding.UTF8.GetString(body).Trim() is { Length: > 0 and <= 4096 } text && !text.AsSpan().ContainsAny('<', '\r')
            ? text
            : throw new SourceException("it answered what is no metadata");
}
