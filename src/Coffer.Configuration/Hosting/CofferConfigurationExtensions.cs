using Coffer;
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

    /// <summary>Adds a service's secrets: those that the options name, and the variables where an option is not set.</summary>
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
        configure(options);
        return builder.Add(new CofferConfigurationSource(options));
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
