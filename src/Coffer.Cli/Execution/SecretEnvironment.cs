using Coffer.Core.Addresses;
using Coffer.Core.Errors;
using Coffer.Core.Loading;
using Coffer.Core.Sealing;
using Coffer.Core.Variables;

namespace Coffer.Cli.Execution;

/// <summary>Which of the secrets, and as which variables.</summary>
/// <param name="Only">Names to load; all, where it is empty.</param>
/// <param name="Renamed">Variables by secret name.</param>
/// <param name="Allowed">Dangerous variables that are allowed.</param>
/// <param name="Overwrite">Whether later sources take variables of earlier ones.</param>
internal sealed record Selection(
    IReadOnlyList<string> Only, IReadOnlyDictionary<string, string> Renamed, IReadOnlySet<string> Allowed, bool Overwrite);

/// <summary>The variables of the command to be: decided first, then opened, all of them or none.</summary>
internal static class SecretEnvironment
{
    // While the names are asked for, their number is not known yet.
    private const int EarlyConnections = 4;

    /// <summary>Refuses a service that is named twice: each of its variables would be set twice.</summary>
    public static void RefuseTwice(IReadOnlyList<SecretOrigin> origins)
    {
        var twice = origins.GroupBy(origin => (origin.Source.Environment, origin.Source.Service)).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new CofferException(
                ErrorCode.Usage,
                $"the service '{twice.Key.Environment}/{twice.Key.Service}' is named twice: {string.Join(", ", twice.Select(origin => origin.Source.Description))}",
                "name one of them");
        }
    }

    /// <summary>Decides which variable gets which secret, before any is read.</summary>
    public static async Task<IReadOnlyDictionary<string, SecretAddress>> MapAsync(
        IReadOnlyList<SecretOrigin> origins, Selection selection, CancellationToken cancellation)
    {
        foreach (var origin in origins)
        {
            origin.Keys.Prepare(origin.Policy, EarlyConnections);
        }

        var addresses = new List<SecretAddress>();
        foreach (var origin in origins)
        {
            var found = selection.Only.Count > 0
                ? selection.Only.Select(name => SecretAddress.Parse($"{origin.Source.Environment}/{origin.Source.Service}/{name}")).ToList()
                : await origin.Source.ListAsync(cancellation).ToListAsync(cancellation).ConfigureAwait(false);
            addresses.AddRange(found.Count > 0
                ? found
                : throw new CofferException(
                    ErrorCode.NotFound, $"{origin.Source.Description} has no secrets", "an empty set is more likely a mistake than a wish: look at the names, or leave 'coffer exec' out"));
        }

        if (selection.Renamed.Keys.FirstOrDefault(name => addresses.TrueForAll(address => address.Name != name)) is { } unknown)
        {
            throw new CofferException(ErrorCode.NotFound, $"--as names the secret '{AddressGrammar.Printable(unknown)}', which is not there");
        }

        return VariableMap.Create(addresses, selection.Renamed, selection.Allowed, selection.Overwrite);
    }

    /// <summary>Opens all secrets, or none.</summary>
    public static async Task<Dictionary<string, SecretValue>> LoadAsync(
        IReadOnlyList<SecretOrigin> origins, IReadOnlyDictionary<string, SecretAddress> mapped, CancellationToken cancellation)
    {
        var byService = new Dictionary<(string, string), SecretOrigin>();
        foreach (var origin in origins)
        {
            byService[(origin.Source.Environment, origin.Source.Service)] = origin;
        }

        SecretOrigin OriginOf(SecretAddress address) => byService[(address.Environment, address.Service)];
        var values = await SecretLoader.LoadAsync(
            mapped.Values,
            address => OriginOf(address).Source,
            address => (OriginOf(address).Keys, OriginOf(address).Policy),
            cancellation).ConfigureAwait(false);
        RequireText(mapped, values);
        return mapped.ToDictionary(pair => pair.Key, pair => values[pair.Value]);
    }

    private static void RequireText(
        IReadOnlyDictionary<string, SecretAddress> mapped, IReadOnlyDictionary<SecretAddress, SecretValue> values)
    {
        foreach (var (variable, address) in mapped)
        {
            if (TextValue.VariableProblem(values[address].Reveal()) is { } problem)
            {
                throw new CofferException(
                    ErrorCode.Malformed, $"'{address}' cannot be the variable {variable}: {problem}", "leave it out with '--only', and read it with 'coffer get'");
            }
        }
    }
}
