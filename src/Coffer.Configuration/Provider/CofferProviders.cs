using Microsoft.Extensions.Configuration;

namespace Coffer.Configuration.Provider;

/// <summary>Finds the providers of secrets in a configuration, chained ones too.</summary>
internal static class CofferProviders
{
    /// <summary>All of them.</summary>
    public static List<CofferConfigurationProvider> In(IConfiguration configuration) =>
        configuration is IConfigurationRoot root
            ? [.. root.Providers.SelectMany(provider => provider switch
            {
                CofferConfigurationProvider own => [own],
                ChainedConfigurationProvider chained => In(chained.Configuration),
                _ => (IEnumerable<CofferConfigurationProvider>)[],
            })]
            : [];
}
