using Coffer.Configuration.Loading;
using Coffer.Core.Model;

namespace Coffer.Configuration.Provider;

/// <summary>Reads a service's secrets as what configuration is: keys and texts.</summary>
internal sealed class ConfigurationReader(CofferOptions options, SecretAccess access)
{
    /// <summary>Reads all that have a key, or none. What is unchanged since the time before is neither fetched nor decrypted.</summary>
    /// <param name="before">The time before.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="CofferException">One cannot be opened, or cannot be configuration.</exception>
    public async Task<LoadedSecrets> ReadAsync(LoadedSecrets before, CancellationToken cancellation)
    {
        Dictionary<string, string> keys = [];
        var known = new Dictionary<SecretAddress, KnownSecret>();
        var tags = new Dictionary<SecretAddress, string?>();
        var origin = access.Origin();
        using var opened = await SecretOpening.AllAsync(
            origin,
            cancellation,
            addresses =>
            {
                keys = ConfigurationKeys.Map(addresses, MapName, options.KeyPrefix);
                RequireAny(keys.Count, addresses.Count);
                foreach (var address in addresses.Where(address => keys.ContainsKey(address.Name)))
                {
                    access.Names?.Require(address, VariableName.For(address.Name));

                    // Before it is read: should it change in between, the next time reads it again.
                    tags[address] = origin.Source.TagOf(address);
                    if (before.Unchanged(address, tags[address], keys[address.Name], origin.Policy) is { } same)
                    {
                        known[address] = same;
                    }
                }

                return tags.Keys.Where(address => !known.ContainsKey(address));
            }).ConfigureAwait(false);
        foreach (var address in tags.Keys.Where(address => !known.ContainsKey(address)))
        {
            var key = keys[address.Name];
            known[address] = new KnownSecret(tags[address], key, ConfigurationValues.Of(address, key, opened[address.Name], options));
        }

        return new LoadedSecrets(origin.Policy, known);
    }

    /// <summary>The configuration's keys and values of a set.</summary>
    /// <exception cref="CofferException">Two secrets have one key.</exception>
    public static Dictionary<string, string?> Data(LoadedSecrets set)
    {
        var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var owners = new Dictionary<string, SecretAddress>(StringComparer.OrdinalIgnoreCase);
        foreach (var (address, secret) in set.Secrets.OrderBy(secret => secret.Key.Name, StringComparer.Ordinal))
        {
            foreach (var (key, value) in secret.Values)
            {
                if (!owners.TryAdd(key, address))
                {
                    throw ConfigurationKeys.Twice(owners[key], address, key);
                }

                data.Add(key, value);
            }
        }

        return data;
    }

    private void RequireAny(int mapped, int all)
    {
        if (mapped == 0)
        {
            throw new CofferException(
                ErrorCode.Configuration,
                $"CofferOptions.MapName leaves out all {all} secrets of {access.Description}",
                "let it give a key for those that are configuration; null leaves a secret out");
        }
    }

    // The application's own: what it throws is told by its type, as from all foreign code.
    private string? MapName(string name)
    {
        try
        {
            return options.MapName is { } map ? map(name) : ConfigurationKeys.Of(name);
        }
        catch (Exception exception) when (exception is not CofferException)
        {
            throw new CofferException(
                ErrorCode.Configuration,
                $"CofferOptions.MapName failed with {exception.GetType().Name} for "
                    + $"'{access.Environment}/{access.Service}/{AddressGrammar.Printable(name)}'",
                "mend it; null leaves a secret out",
                exception);
        }
    }
}
