using Coffer.Core.Model;

namespace Coffer.Configuration.Provider;

/// <summary>Which key of the configuration gets which secret: decided before any secret is read.</summary>
internal static class ConfigurationKeys
{
    // What decides where the application listens, what it trusts and what code it loads. A secret there may be meant, as
    // Kestrel:Certificates:Default:Password is; the cause of a surprise is then in the log.
    private static readonly string[] Dangerous =
    [
        "urls", "http_ports", "https_ports", "AllowedHosts", "environment", "contentRoot", "webroot", "hostingStartupAssemblies",
        "Kestrel:Endpoints", "Logging", "Serilog:Using", "Serilog:WriteTo", "ReverseProxy", "ForwardedHeaders_Enabled", "Coffer", "AWS",
    ];

    /// <summary>The rule: <c>__</c> and <c>/</c> become <c>:</c>, as in environment variables and in the repository's folders.</summary>
    public static string Of(string name) => name.Replace("__", ":", StringComparison.Ordinal).Replace('/', ':');

    /// <summary>Maps secrets to keys.</summary>
    /// <param name="secrets">The secrets of the service.</param>
    /// <param name="mapName">The rule; a secret without a key is left out.</param>
    /// <param name="prefix">The section of all keys; null for none.</param>
    /// <exception cref="CofferException">Two secrets have one key, or one has no key that could be asked for.</exception>
    public static Dictionary<string, string> Map(IEnumerable<SecretAddress> secrets, Func<string, string?> mapName, string? prefix)
    {
        var owners = new Dictionary<string, SecretAddress>(StringComparer.OrdinalIgnoreCase);
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var secret in secrets.OrderBy(secret => secret.Name, StringComparer.Ordinal))
        {
            if (mapName(secret.Name) is not { } name)
            {
                continue;
            }

            var key = string.IsNullOrEmpty(prefix) ? name : $"{prefix}:{name}";
            if (key.Split(':').Contains(""))
            {
                throw new CofferException(
                    ErrorCode.Configuration,
                    $"'{secret}' would be the key '{AddressGrammar.Printable(key)}' of the configuration, which has an empty part",
                    "rename the secret, or set CofferOptions.MapName");
            }

            if (!owners.TryAdd(key, secret))
            {
                throw Twice(owners[key], secret, key);
            }

            keys.Add(secret.Name, key);
        }

        return keys;
    }

    /// <summary>Two secrets that would be one key.</summary>
    public static CofferException Twice(SecretAddress first, SecretAddress second, string key) => new(
        ErrorCode.Configuration,
        $"'{first}' and '{second}' would both be the key '{AddressGrammar.Printable(key)}' of the configuration",
        "rename one, or set CofferOptions.MapName");

    /// <summary>The keys whose values differ, or that only one side has, in order.</summary>
    public static List<string> Changed(IDictionary<string, string?> before, IDictionary<string, string?> after) =>
    [
        .. before.Keys.Union(after.Keys, StringComparer.OrdinalIgnoreCase)
            .Where(key => !before.TryGetValue(key, out var was) || !after.TryGetValue(key, out var now) || was != now)
            .Order(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Whether a key decides how the application runs.</summary>
    public static bool IsDangerous(string key) => Array.Exists(
        Dangerous,
        known => key.StartsWith(known, StringComparison.OrdinalIgnoreCase) && (key.Length == known.Length || key[known.Length] == ':'));
}
