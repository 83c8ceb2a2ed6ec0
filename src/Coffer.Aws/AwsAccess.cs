using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.S3;
using Coffer.Aws.Calls;
using Coffer.Aws.Connections;
using Coffer.Aws.Credentials;
using Coffer.Aws.Wire;
using Coffer.Core.Configuration;

namespace Coffer.Aws;

/// <summary>What the connections of a process share: the ways out, and the credentials.</summary>
/// <param name="variable">The environment's variables.</param>
/// <param name="reason">Why AWS is called, asked at the first call; null for no reason.</param>
internal sealed class AwsAccess(Func<string, string?> variable, Func<CallReason?>? reason = null) : IDisposable
{
    private readonly Lock gate = new();
    private CachedCredentials? credentials;

    /// <summary>The environment's variables.</summary>
    public Func<string, string?> Variable => variable;

    /// <summary>The ways out.</summary>
    public AwsHttp Http { get; } = new(variable, reason);

    /// <summary>The time in signatures.</summary>
    public WireClock Clock { get; } = new();

    /// <summary>Credentials of the caller's own, in place of the standard chain.</summary>
    public AWSCredentials? Given { get; init; }

    /// <summary>A KMS client of the caller's own.</summary>
    public IAmazonKeyManagementService? Kms { get; init; }

    /// <summary>An S3 client of the caller's own.</summary>
    public IAmazonS3? S3 { get; init; }

    /// <summary>Is told how each request to KMS ended; null where nobody counts.</summary>
    public Action<FailureKind?>? KmsAttempted { get; init; }

    /// <summary>Is told how each request to S3 ended; null where nobody counts.</summary>
    public Action<FailureKind?>? S3Attempted { get; init; }

    /// <summary>The credentials.</summary>
    /// <param name="region">Where STS is asked if neither the environment nor the profile says it.</param>
    public CachedCredentials Credentials(string region)
    {
        lock (gate)
        {
            return credentials ??= Given is { } given ? CachedCredentials.Of(given) : new CachedCredentials(
                CredentialChain.Standard(new CredentialContext(variable, region, Http, TimeProvider.System)).AskAsync, TimeProvider.System);
        }
    }

    /// <summary>The standard chain itself, for who wants to know which source answers.</summary>
    /// <param name="region">Where STS is asked if neither the environment nor the profile says it.</param>
    public CredentialContext Context(string region) => new(variable, region, Http, TimeProvider.System);

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();
}
