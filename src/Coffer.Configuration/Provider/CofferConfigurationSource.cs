using System.Diagnostics.CodeAnalysis;
using Coffer.Configuration.Loading;
using Microsoft.Extensions.Configuration;

namespace Coffer.Configuration.Provider;

/// <summary>
/// Options that become a provider; a new one each time, as a <see cref="ConfigurationManager"/> builds all sources again when they change.
/// The next provider takes over the set of the one before, as long as that is in use.
/// </summary>
internal sealed class CofferConfigurationSource(CofferOptions options) : IConfigurationSource
{
    private readonly WeakReference<CofferConfigurationProvider?> last = new(null);

    /// <inheritdoc/>
    [SuppressMessage("Reliability", "CA2000", Justification = "The provider disposes of it.")]
    public IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        last.TryGetTarget(out var before);
        var provider = new CofferConfigurationProvider(
            options, new SecretAccess(options, System.Environment.GetEnvironmentVariable), TimeProvider.System, before);
        last.SetTarget(provider);
        return provider;
    }
}
