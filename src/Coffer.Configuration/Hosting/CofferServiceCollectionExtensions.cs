using Coffer;
using Coffer.Configuration.Loading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The client for an application's services.</summary>
public static class CofferServiceCollectionExtensions
{
    /// <summary>Adds a <see cref="CofferClient"/> that the variables <c>COFFER_*</c> tell where the secrets are.</summary>
    /// <param name="services">The application's services.</param>
    /// <returns>The same <paramref name="services"/>.</returns>
    public static IServiceCollection AddCofferClient(this IServiceCollection services) => services.AddCofferClient(static _ => { });

    /// <summary>Adds a <see cref="CofferClient"/>, one for the application; nothing is asked before it is used.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same <paramref name="services"/>.</returns>
    public static IServiceCollection AddCofferClient(this IServiceCollection services, Action<CofferOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddSingleton(provider =>
        {
            var options = new CofferOptions();
            if (provider.GetService<IConfiguration>() is { } configuration)
            {
                OptionSection.Read(configuration, options);
            }

            configure(options);
            options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
            return new CofferClient(options);
        });
        return services;
    }
}
