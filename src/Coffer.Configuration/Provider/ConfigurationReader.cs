using System.Text;
using Coffer.Configuration.Loading;
using Coffer.Core.Model;

namespace Coffer.Configuration.Provider;

/// <summary>Reads a service's secrets as what configuration is: keys and texts.</summary>
internal sealed class ConfigurationReader(CofferOptions options, SecretAccess access)
{
    /// <summary>Reads all that have a key, or none.</summary>
    /// <exception cref="CofferException">One cannot be opened, or cannot be configuration.</exception>
    public async Task<Dictionary<string, string?>> ReadAsync(CancellationToken cancellation)
    {
        Dictionary<string, string> keys = [];
        using var secrets = await SecretOpening.AllAsync(
            access.Origin(),
            cancellation,
            addresses =>
            {
                keys = ConfigurationKeys.Map(addresses, options.MapName, options.KeyPrefix);
                var chosen = addresses.Where(address => keys.ContainsKey(address.Name)).ToList();
                chosen.ForEach(address => access.Names?.Require(address, VariableName.For(address.Name)));
                return chosen;
            }).ConfigureAwait(false);
        return secrets.ToDictionary(
            secret => keys[secret.Key], secret => (string?)Text(secret.Key, secret.Value), StringComparer.OrdinalIgnoreCase);
    }

    private string Text(string name, SecretValue value) => TextValue.VariableProblem(value.Reveal()) is { } problem
        ? throw new CofferException(
            ErrorCode.Malformed,
            $"'{access.Environment}/{access.Service}/{name}' cannot be a configuration value: {problem}",
            "leave it out with CofferOptions.MapName, and open it with CofferClient")
        : Encoding.UTF8.GetString(TextValue.WithoutFinalNewline(value.Reveal()));
}
