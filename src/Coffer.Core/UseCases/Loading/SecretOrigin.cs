using System.Diagnostics.CodeAnalysis;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Core.UseCases.Loading;

/// <summary>A service's secrets: where they are, and what opens them.</summary>
internal sealed record SecretOrigin(ISecretSource Source, IKeyService Keys, SealingPolicy Policy) : IDisposable
{
    /// <summary>Names without which nothing is loaded.</summary>
    public RequiredNames Required { get; init; } = RequiredNames.None;

    /// <summary>Does what can be done before the names are known. Returns at once, and tells of no failure.</summary>
    public Action Prepare { get; private init; } = () => { };

    /// <summary>A service's secrets, and what opens those that its key pair has sealed.</summary>
    /// <param name="source">Where they are, and the private key with them.</param>
    /// <param name="kms">What opens all else.</param>
    /// <param name="policy">How they were sealed.</param>
    /// <param name="prepare">Does what can be done before the names are known, and returns at once.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The origin disposes of it.")]
    public static SecretOrigin Of(ISecretSource source, IKeyService kms, SealingPolicy policy, Action? prepare = null) =>
        new(source, new PairedKeyService(() => kms, new SourcePairs(source)), policy) { Prepare = prepare ?? (() => { }) };

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
                $"an empty set is probably a mistake: look at the names, or {emptyHint}");
    }
}
