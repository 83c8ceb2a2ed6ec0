using Coffer;
using Coffer.Configuration.Loading;
using Coffer.Configuration.Provider;

namespace Microsoft.Extensions.Configuration;

/// <summary>Coffer as a source of configuration.</summary>
public static class CofferConfigurationExtensions
{
    /// <summary>Adds a service's secrets: those that the variables <c>COFFER_*</c> name, all of them.</summary>
    /// <param name="builder">The configuration; with a <see cref="ConfigurationManager"/> the secrets are loaded at once.</param>
    /// <returns>The same <paramref name="builder"/>.</returns>
    /// <exception cref="CofferException">A secret cannot be opened, or a variable is missing. Thrown when the configuration is
    /// built.</exception>
    public static IConfigurationBuilder AddCoffer(this IConfigurationBuilder builder) => builder.AddCoffer(static _ => { });

    /// <summary>
    /// Adds a service's secrets: those that the options name, then the section <c>Coffer</c> of what is configured so far, then the
    /// variables.
    /// </summary>
    /// <param name="builder">The configuration; with a <see cref="ConfigurationManager"/> the secrets are loaded at once.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same <paramref name="builder"/>.</returns>
    /// <exception cref="CofferException">A secret cannot be opened, or a setting is missing. Thrown when the configuration is
    /// built.</exception>
    public static IConfigurationBuilder AddCoffer(this IConfigurationBuilder builder, Action<CofferOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new CofferOptions();
        OptionSection.Read(builder, options);
        configure(options);
        return builder.Add(new CofferConfigurationSource(options));
    }

    /// <summary>
    /// Loads the secrets of all <c>AddCoffer()</c> of a configuration again, now: for an endpoint of administrators, or between two
    /// invocations of AWS Lambda, where nothing runs in the background. Callbacks on changes have run when it ends. Loads that are asked
    /// for at the same time are one.
    /// </summary>
    /// <param name="configuration">The configuration that <c>AddCoffer()</c> was called on.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The end of the load.</returns>
    /// <exception cref="CofferException">It failed, and the secrets from before stay in use; or nothing of Coffer is there.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> has ended it.</exception>
    /// <exception cref="ObjectDisposedException">The configuration has been disposed of, before or meanwhile.</exception>
    public static Task ReloadCofferAsync(this IConfiguration configuration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return ReloadAsync(configuration, cancellationToken).ForCaller();
    }

    private static async Task<int> ReloadAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        var providers = CofferProviders.In(configuration);
        if (providers.Count == 0)
        {
            throw new CofferException(
                ErrorCode.Configuration,
                "the configuration has no secrets of Coffer (call AddCoffer() on it, and reload its root)");
        }

        await Task.WhenAll(providers.Select(provider => provider.ReloadAsync(cancellationToken))).ConfigureAwait(false);
        return providers.Count;
    }

    /// <summary>
    /// What <see cref="ConfigurationRootExtensions.GetDebugView(IConfigurationRoot)"/> prints, with <c>***</c> in place of each
    /// value of a key that Coffer has, wherever the value is from. The plain debug view prints the values of all providers:
    /// a provider cannot prevent it.
    /// </summary>
    /// <param name="root">The configuration.</param>
    /// <returns>A line for each key: its value or <c>***</c>, and the provider that it is from.</returns>
    public static string GetMaskedDebugView(this IConfigurationRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var providers = CofferProviders.In(root);
        return root.GetDebugView(
            context => providers.Exists(provider => provider.TryGet(context.Path, out _)) ? "***" : context.Value ?? "");
    }
}
