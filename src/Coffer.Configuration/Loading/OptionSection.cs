using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Coffer.Core.Model;
using Microsoft.Extensions.Configuration;

namespace Coffer.Configuration.Loading;

/// <summary>Reads options from the section <c>Coffer</c> of a configuration, and what <c>AWSOptions</c> reads from <c>AWS</c>.</summary>
internal static class OptionSection
{
    /// <summary>The section's name.</summary>
    public const string Name = "Coffer";

    // Not by a binder: that needs reflection, and its messages quote what they cannot convert.
    private static readonly Dictionary<string, Action<CofferOptions, IConfigurationSection>> Readers = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(CofferOptions.Enabled)] = (options, value) => options.Enabled = Flag(value),
        [nameof(CofferOptions.Bucket)] = (options, value) => options.Bucket = value.Value,
        [nameof(CofferOptions.Environment)] = (options, value) => options.Environment = value.Value,
        [nameof(CofferOptions.Service)] = (options, value) => options.Service = value.Value,
        [nameof(CofferOptions.Keys)] = (options, value) => ReadList(options.Keys, value),
        [nameof(CofferOptions.Require)] = (options, value) => ReadList(options.Require, value),
        [nameof(CofferOptions.Release)] = (options, value) => options.Release = value.Value,
        [nameof(CofferOptions.Binding)] = (options, value) => options.Binding = value.Value,
        [nameof(CofferOptions.Repository)] = (options, value) => options.Repository = value.Value,
        [nameof(CofferOptions.Optional)] = (options, value) => options.Optional = Flag(value),
        [nameof(CofferOptions.ReloadInterval)] = (options, value) => options.ReloadInterval = Time(value),
        [nameof(CofferOptions.Timeout)] = (options, value) => options.Timeout = Time(value),
        [nameof(CofferOptions.KeyPrefix)] = (options, value) => options.KeyPrefix = value.Value,
        [nameof(CofferOptions.ExpandJson)] = (options, value) => options.ExpandJson = Flag(value),
        [nameof(CofferOptions.BinaryAsBase64)] = (options, value) => options.BinaryAsBase64 = Flag(value),
        [nameof(CofferOptions.Region)] = (options, value) => options.Region = value.Value,
        [nameof(CofferOptions.Profile)] = (options, value) => options.Profile = value.Value,
        [nameof(CofferOptions.Endpoint)] = (options, value) =>
            options.Endpoint = Uri.TryCreate(value.Value, UriKind.Absolute, out var url) ? url : throw Wrong(value, "a URL"),
    };

    /// <summary>The options that can be set there.</summary>
    public static IReadOnlyCollection<string> Names => Readers.Keys;

    /// <summary>What is configured so far: a manager's as it is, a builder's built for this and given up again.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The root would dispose of configurations that are chained in it.")]
    public static void Read(IConfigurationBuilder builder, CofferOptions options)
    {
        if (builder is IConfiguration configuration)
        {
            Read(configuration, options);
            return;
        }

        // Another AddCoffer's secrets are not settings, and are not loaded for this.
        var providers = builder.Sources.Where(source => source is not Provider.CofferConfigurationSource)
            .Select(source => source.Build(builder)).ToList();
        Read(new ConfigurationRoot(providers), options);
        foreach (var provider in providers.Where(provider => provider is not ChainedConfigurationProvider).OfType<IDisposable>())
        {
            provider.Dispose();
        }
    }

    /// <summary>Reads both sections.</summary>
    /// <exception cref="CofferException">
    /// <see cref="ErrorCode.Configuration"/> with the setting that is unknown or cannot be read.
    /// </exception>
    public static void Read(IConfiguration configuration, CofferOptions options)
    {
        var secrets = Provider.CofferProviders.In(configuration);
        foreach (var setting in configuration.GetSection(Name).GetChildren())
        {
            if (secrets.Exists(provider => provider.GetChildKeys([], setting.Path).Any() || provider.TryGet(setting.Path, out _)))
            {
                throw new CofferException(
                    ErrorCode.Configuration,
                    $"the configuration's '{AddressGrammar.Printable(setting.Path)}' is set by a secret: a secret sets no option of Coffer",
                    "rename that secret, or keep it out with CofferOptions.KeyPrefix or CofferOptions.MapName");
            }

            if (!Readers.TryGetValue(setting.Key, out var read))
            {
                throw new CofferException(
                    ErrorCode.Configuration,
                    $"the configuration's '{AddressGrammar.Printable(setting.Path)}' is not a setting of Coffer",
                    $"mend its name, or take it out; the settings are {string.Join(", ", Readers.Keys)}");
            }

            if (setting.Value is not null || setting.GetChildren().Any())
            {
                read(options, setting);
            }
        }

        options.AwsRegion = Filled(configuration["AWS:Region"]);
        options.AwsProfile = Filled(configuration["AWS:Profile"]);
    }

    private static string? Filled(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static void ReadList(IList<string> list, IConfigurationSection value)
    {
        list.Clear();
        var given = value.Value is { } one ? [one] : value.GetChildren().Select(child => child.Value ?? "");
        foreach (var text in given)
        {
            list.Add(text);
        }
    }

    private static bool Flag(IConfigurationSection value) =>
        bool.TryParse(value.Value, out var flag) ? flag : throw Wrong(value, "true or false");

    private static TimeSpan Time(IConfigurationSection value) =>
        TimeSpan.TryParse(value.Value, CultureInfo.InvariantCulture, out var time)
            ? time
            : throw Wrong(value, "a time, for example 00:05:00");

    private static CofferException Wrong(IConfigurationSection value, string form) => new(
        ErrorCode.Configuration, $"the configuration's '{value.Path}' is not {form}", "mend it where it is set");
}
