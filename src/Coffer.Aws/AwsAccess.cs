using Coffer.Aws.Credentials;

namespace Coffer.Aws;

/// <summary>What the connections of a process share: the ways out, and the credentials.</summary>
/// <param name="variable">The environment's variables.</param>
internal sealed class AwsAccess(Func<string, string?> variable) : IDisposable
{
    private readonly Lock gate = new();
    private CachedCredentials? credentials;

    /// <summary>The environment's variables.</summary>
    public Func<string, string?> Variable => variable;

    /// <summary>The ways out.</summary>
    public AwsHttp Http { get; } = new(variable);

    /// <summary>The credentials.</summary>
    /// <param name="region">Where STS is asked if neither the environment nor the profile says it.</param>
    public CachedCredentials Credentials(string region)
    {
        lock (gate)
        {
            return credentials ??= new CachedCredentials(
                CredentialChain.Standard(new CredentialContext(variable, region, Http, TimeProvider.System)).AskAsync, TimeProvider.System);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();
}
