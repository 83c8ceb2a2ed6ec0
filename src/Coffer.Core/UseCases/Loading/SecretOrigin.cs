using System.Diagnostics.CodeAnalysis;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Core.UseCases.Loading;

/// <summary>A service's secrets: where they are, and what opens them.</summary>
internal sealed record SecretOrigin(ISecretSource Source, IKeyService Keys, SealingPolicy Policy) : IDisposable
{
    // While the names are asked for, their number is not known yet.
    private const int EarlyConnections = 4;

    /// <summary>Names without which nothing is loaded.</summary>
    public RequiredNames Required { get; init; } = RequiredNames.None;

    /// <summary>Opens connections for what is to come. Returns at once.</summary>
    public void Prepare() => Keys.Prepare(Policy, EarlyConnections);

    /// <summary>A service's secrets, and what opens those that its key pair has sealed.</summary>
    /// <param name="source">Where they are, and the private key with them.</param>
    /// <param name="kms">What opens all else.</param>
    /// <param name="policy">How they were sealed.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The origin disposes of it.")]
    public static SecretOrigin Of(ISecretSource source, IKeyService kms, SealingPolicy policy) =>
        new(source, new PairedKeyService(() => kms, new SourcePairs(source)), policy);

    /// <summary>Forgets the private key, if one was opened.</summary>
    public void Dispose() => (Keys as IDisposable)?.Dispose();

    /// <summary>All secrets that are there.</summary>
    /// <param name="emptyHint">What to do where there is none.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.NotFound"/> where there is none, or not a required one.</exception>
    public async Task<List<SecretAddress>> ListAsync(string emptyHint, CancellationToken cancellation)
    {
        // Not ToListAsync: it goes on in its caller's context.
        var found = new List<SecretAddress>();
        await foreach (var address in Source.ListAsync(cancellation).ConfigureAwait(false))
        {
            found.Add(address);
        }

        Required.Require(found, Source.Description);
        return found.Count > 0
            ? found
            : throw new CofferException(
                ErrorCode.NotFound,
                $"{Source.Description} has no secrets",
                $"an empty set is more likely a mistake than a wish: look at the names, or {emptyHint}");
    }
}
