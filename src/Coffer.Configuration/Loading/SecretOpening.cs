using Coffer.Core.Model;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Configuration.Loading;

/// <summary>Opens secrets: one, or all of a service.</summary>
internal static class SecretOpening
{
    /// <summary>Opens one. The origin is disposed of.</summary>
    public static async Task<SecretValue> OneAsync(SecretOrigin origin, string name, CancellationToken cancellation)
    {
        using var opened = origin;
        var address = SecretAddress.Parse($"{origin.Source.Environment}/{origin.Source.Service}/{name}");
        var ciphertext = await origin.Source.ReadAsync(address, cancellation).ConfigureAwait(false);
        return await origin.Keys.OpenAsync(address, ciphertext, origin.Policy, cancellation).ConfigureAwait(false);
    }

    /// <summary>Opens all, or none. The origin is disposed of.</summary>
    /// <param name="origin">The service.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <param name="choose">Which of them, decided before any is read; all, where it is null.</param>
    public static async Task<SecretCollection> AllAsync(
        SecretOrigin origin, CancellationToken cancellation, Func<IReadOnlyList<SecretAddress>, IEnumerable<SecretAddress>>? choose = null)
    {
        using var opened = origin;

        // The names are asked for before anything else: what opens the secrets connects meanwhile.
        var listing = origin.ListAsync("set Optional and no bucket where there are no secrets", cancellation);
        origin.Prepare();
        var addresses = await listing.ConfigureAwait(false);
        RefuseCaseTwins(addresses);
        var chosen = choose?.Invoke(addresses) ?? addresses;
        var values = await SecretLoader.LoadAsync(
            chosen, _ => origin.Source, _ => (origin.Keys, origin.Policy), cancellation).ConfigureAwait(false);
        return new SecretCollection(values.Select(pair => KeyValuePair.Create(pair.Key.Name, pair.Value)));
    }

    private static void RefuseCaseTwins(List<SecretAddress> addresses)
    {
        if (addresses.GroupBy(
            address => address.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twins)
        {
            throw new CofferException(
                ErrorCode.Malformed,
                $"{string.Join(" and ", twins.Select(address => $"'{address}'").Order(StringComparer.Ordinal))} differ only by case",
                "rename one: 'coffer mv'");
        }
    }
}
