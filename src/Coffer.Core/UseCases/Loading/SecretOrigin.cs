using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Loading;

/// <summary>A service's secrets: where they are, and what opens them.</summary>
internal sealed record SecretOrigin(ISecretSource Source, IKeyService Keys, SealingPolicy Policy)
{
    // While the names are asked for, their number is not known yet.
    private const int EarlyConnections = 4;

    /// <summary>Opens connections for what is to come. Returns at once.</summary>
    public void Prepare() => Keys.Prepare(Policy, EarlyConnections);

    /// <summary>All secrets that are there.</summary>
    /// <param name="emptyHint">What to do where there is none.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.NotFound"/> where there is none.</exception>
    public async Task<List<SecretAddress>> ListAsync(string emptyHint, CancellationToken cancellation)
    {
        // Not ToListAsync: it goes on in its caller's context.
        var found = new List<SecretAddress>();
        await foreach (var address in Source.ListAsync(cancellation).ConfigureAwait(false))
        {
            found.Add(address);
        }

        return found.Count > 0
            ? found
            : throw new CofferException(
                ErrorCode.NotFound,
                $"{Source.Description} has no secrets",
                $"an empty set is more likely a mistake than a wish: look at the names, or {emptyHint}");
    }
}
