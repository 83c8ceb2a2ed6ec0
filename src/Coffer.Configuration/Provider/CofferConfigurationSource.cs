using System.Diagnostics.CodeAnalysis;
using Coffer.Configuration.Loading;
using Microsoft.Extensions.Configuration;

namespace Coffer.Configuration.Provider;

/// <summary>Options that become a provider; a new one each time, as a <see cref="ConfigurationManager"/> builds new sources.</summary>
internal sealed class CofferConfigurationSource(CofferOptions options) : IConfigurationSource
{
    /// <inheritdoc/>
    [SuppressMessage("Reliability", "CA2000", Justification = "The provider disposes of it.")]
    public IConfigurationProvider Build(IConfigurationBuilder builder) =>
        new CofferConfigurationProvider(options, new SecretAccess(options, System.Environment.GetEnvironmentVariable));
}
