using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Cli.Execution;

/// <summary>Which of the secrets, and as which variables.</summary>
/// <param name="Only">Names to load.</param>
/// <param name="Required">Names without which nothing starts: those that were typed, and those of the container.</param>
/// <param name="Renamed">Variables by secret name.</param>
/// <param name="Allowed">Dangerous variables that are allowed.</param>
/// <param name="Overwrite">Whether later sources take variables of earlier ones.</param>
/// <param name="InMemoryFiles">Names of secrets that become files in memory, their variables the paths.</param>
/// <param name="Encoded">Names of secrets whose variables hold them in base64.</param>
/// <param name="ToFolder">
/// Whether all become files in a folder, and only those with a variable in <paramref name="Renamed"/> variables too.
/// </param>
internal sealed record Selection(
    ChosenNames Only,
    RequiredNames Required,
    IReadOnlyDictionary<string, string> Renamed,
    IReadOnlySet<string> Allowed,
    bool Overwrite,
    IReadOnlySet<string> InMemoryFiles,
    IReadOnlySet<string> Encoded,
    bool ToFolder);

/// <summary>The variables of the command to be: decided first, then opened, all of them or none.</summary>
internal static class SecretEnvironment
{
    /// <summary>Refuses a service that is named twice: each of its variables would be set twice.</summary>
    public static void RefuseTwice(IReadOnlyList<SecretOrigin> origins)
    {
        var twice = origins.GroupBy(
            origin => (origin.Source.Environment, origin.Source.Service)).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new CofferException(
                ErrorCode.Usage,
                $"the service '{twice.Key.Environment}/{twice.Key.Service}' is named twice: "
                    + $"{string.Join(", ", twice.Select(origin => origin.Source.Description))}",
                "name one of them");
        }
    }

    /// <summary>Decides which variable or file gets which secret, before any is read.</summary>
    public static async Task<SecretPlan> MapAsync(
        IReadOnlyList<SecretOrigin> origins, Selection selection, NameList? names, CancellationToken cancellation)
    {
        // The first names are asked for before anything else: what opens the secrets connects meanwhile.
        var addresses = new List<SecretAddress>();
        for (var at = 0; at < origins.Count; at++)
        {
            var listing = ListAsync(origins[at], origins.Count == 1, selection, cancellation);
            foreach (var origin in at == 0 ? origins : [])
            {
                origin.Prepare();
            }

            addresses.AddRange(await listing);
        }

        // Of several services, one has it.
        selection.Only.RequireMeant(addresses);
        new RequiredNames([.. selection.Required.Names.Where(selection.Only.Has)])
            .Require(addresses, string.Join(", ", origins.Select(origin => origin.Source.Description)));

        RequireThere("--file", selection.InMemoryFiles, addresses);
        RequireThere("--base64", selection.Encoded, addresses);
        RequireThere("--as", selection.Renamed.Keys, addresses);

        var asVariables = selection.ToFolder ? addresses.Where(address => selection.Renamed.ContainsKey(address.Name)) : addresses;
        return new SecretPlan(
            VariableMap.Create(asVariables, selection.Renamed, selection.Allowed, selection.Overwrite, names),
            selection.InMemoryFiles,
            selection.Encoded,
            FileMap.Create(selection.ToFolder ? addresses : [], selection.Overwrite));
    }

    private static async Task<IEnumerable<SecretAddress>> ListAsync(
        SecretOrigin origin, bool isOnly, Selection selection, CancellationToken cancellation)
    {
        var asked = isOnly && selection.Only.IsAll ? origin with { Required = selection.Required } : origin;
        var there = selection.Only.NeedList ? await asked.ListAsync("leave 'coffer exec' out", cancellation) : [];
        return selection.Only.Of(origin.Source.Environment, origin.Source.Service, there);
    }

    // Not the name: 'VARIABLE=value' is an easy mistake.
    private static void RequireThere(string option, IEnumerable<string> names, List<SecretAddress> addresses)
    {
        if (names.Any(name => addresses.TrueForAll(address => address.Name != name)))
        {
            throw new CofferException(
                ErrorCode.NotFound,
                $"'{option}' names a secret that is not there",
                $"the secrets are {string.Join(", ", addresses.Select(address => $"'{address.Name}'"))}");
        }
    }

    /// <summary>Opens all secrets, or none.</summary>
    /// <returns>The values, without those that the folder has taken.</returns>
    public static async Task<IReadOnlyDictionary<SecretAddress, SecretValue>> LoadAsync(
        IReadOnlyList<SecretOrigin> origins, SecretPlan plan, SecretFolder? folder, CancellationToken cancellation)
    {
        var byService = new Dictionary<(string, string), SecretOrigin>();
        foreach (var origin in origins)
        {
            byService[(origin.Source.Environment, origin.Source.Service)] = origin;
        }

        var asVariables = plan.Variables.Values.ToHashSet();
        SecretOrigin OriginOf(SecretAddress address) => byService[(address.Environment, address.Service)];
        var values = await SecretLoader.LoadAsync(
            plan.Addresses,
            address => OriginOf(address).Source,
            address => (OriginOf(address).Keys, OriginOf(address).Policy),
            cancellation,
            folder is null || !OperatingSystem.IsLinux() ? null : new OnlyFiles(folder.Places, asVariables));
        RequireText(plan, values);
        return values;
    }

    /// <summary>What becomes a variable stays in memory.</summary>
    private sealed class OnlyFiles(ISecretPlaces places, HashSet<SecretAddress> asVariables) : ISecretPlaces
    {
        public ISecretPlace? Make(SecretAddress address, long bytes) =>
            asVariables.Contains(address) ? null : places.Make(address, bytes);

        public bool Take(SecretAddress address, SecretValue value, ISecretPlace? place) =>
            !asVariables.Contains(address) && places.Take(address, value, place);
    }

    private static void RequireText(SecretPlan plan, IReadOnlyDictionary<SecretAddress, SecretValue> values)
    {
        foreach (var (variable, address) in plan.Values)
        {
            if (!plan.Encoded.Contains(address.Name) && TextValue.VariableProblem(values[address].Reveal()) is { } problem)
            {
                throw new CofferException(
                    ErrorCode.Malformed,
                    $"'{address}' cannot be the variable {variable}: {problem}",
                    $"pass it as a file: '--file {address.Name}', or all of them with '--dir'; in base64: '--base64 {address.Name}'; or "
                        + "leave it out with '--only'");
            }

            if (OperatingSystem.IsLinux())
            {
                ArgumentLimits.RequireOne(variable, address, plan.VariableOf(address, values[address]).Length);
            }
        }
    }
}
