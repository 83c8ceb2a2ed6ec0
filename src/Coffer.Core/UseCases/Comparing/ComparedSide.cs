using Coffer.Core.Model;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Core.UseCases.Comparing;

/// <summary>One side of a comparison: secrets by their names below what was asked for.</summary>
/// <param name="Shown">What was asked for.</param>
/// <param name="Secrets">The secrets; the name of one that was asked for by itself is empty.</param>
/// <param name="Origins">Where they are and what opens them, by environment and service.</param>
internal sealed record ComparedSide(
    string Shown,
    IReadOnlyDictionary<string, SecretAddress> Secrets,
    IReadOnlyDictionary<(string Environment, string Service), SecretOrigin> Origins) : IDisposable
{
    /// <summary>Where a secret is.</summary>
    public SecretOrigin OriginOf(SecretAddress address) => Origins[(address.Environment, address.Service)];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var origin in Origins.Values)
        {
            origin.Dispose();
        }
    }
}
