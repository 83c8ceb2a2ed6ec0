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
    private const string TokenName = "Token";
    private const string TokenHeader = "X-aws-ec2-metadata-token";

    private const string Off = "the instance's metadata service may be off ('aws ec2 modify-instance-metadata-options --http-endpoint "
        + $"enabled'); where there are to be none, {Disabled}=true says so";

    // AWS asks its SDKs to use credentials that are past their time: where nothing renews them, its services still take them.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    private static readonly SmallService Metadata = new("metadata", "instance metadata", TimeSpan.FromSeconds(1))
    {
        IsNear = true,
        RequireWhole = static body => Text(body),
    };

    private static readonly SmallService Keys = Metadata with { RequireWhole = static body => CredentialJson.Keys(body, TokenName) };

    /// <inheritdoc/>
    public string Name => "instance metadata";

    /// <inheritdoc/>
    public string Hint => "give the instance a role; in a container on EC2, let the answers of the metadata service go two hops ('aws ec2 "
        + "modify-instance-metadata-options --http-put-response-hop-limit 2')";

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
            Metadata with { MayBeAbsent = true },
            cancellation).ConfigureAwait(false)).Success(service.Authority, Off));
        var listed = await GetAsync(Metadata, service, RolePath, token, cancellation).ConfigureAwait(false);
        if (listed.Error is { Status: 404 })
        {
            return SourceAnswer.Absent("the instance has no role");
        }

        var role = Text(listed.Success(service.Authority)).Split('\n')[0].Trim();
        var answer = await GetAsync(Keys, service, RolePath + Uri.EscapeDataString(role), token, cancellation).ConfigureAwait(false);
        return SourceAnswer.Of(Lasting(CredentialJson.Keys(answer.Success(service.Authority), TokenName)));
    }

    private Task<HttpAnswer> GetAsync(
        SmallService asked, Uri service, string path, string token, CancellationToken cancellation) => context.Http.AskAsync(
        () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service, path));
            request.Headers.TryAddWithoutValidation(TokenHeader, token);
            return request;
        },
        asked,
        cancellation);

    private AwsKeys Lasting(AwsKeys keys)
    {
        var soon = context.Clock.GetUtcNow() + Grace;
        return keys.Until(keys.Expires > soon ? keys.Expires : soon, mayOutlive: true);
    }

    private Uri Service()
    {
        var isIPv6 = string.Equals(context.Set("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"), "IPv6", StringComparison.OrdinalIgnoreCase);
        var text = context.Set(Endpoint) ?? (isIPv6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254");
        return TrustedAddresses.Require(Endpoint, text.TrimEnd('/') + '/');
    }

    private static string Text(byte[] body) =>
        Encoding.UTF8.GetString(body).Trim() is { Length: > 0 and <= 4096 } text && !text.AsSpan().ContainsAny('<', '\r')
            ? text
            : throw SourceException.Lacking("it answered what is no metadata");
}
