using Coffer.Core.Model;

namespace Coffer.Core.Repository;

/// <summary>
/// Which secrets an environment has. Where it has a list, the list says so, and the folder only shows which of them this checkout has:
/// a submodule that was not fetched or a sparse checkout leaves files out, and nobody deleted them. Without a list, the folder says so.
/// </summary>
internal sealed class SecretSet
{
    /// <summary>What is the matter with one of <see cref="EmptyPlaces"/>.</summary>
    public const string Empty = "has no secret, and no list says that this is so";

    /// <summary>What to do about it.</summary>
    public const string EmptyHint =
        "fetch what is missing ('git submodule update --init', 'git sparse-checkout disable'); or let 'coffer init' write a list, which "
            + "tells the two apart; or say that there is none: 'coffer push --allow-empty', and the same for 'verify' and 'status'";

    private const int MostNamed = 5;

    private static readonly TimeSpan MostReading = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<(SecretAddress Address, FileKind Kind)> places;
    private readonly VariablesFile? list;

    private SecretSet(
        IReadOnlyList<(SecretAddress Address, FileKind Kind)> places,
        VariablesFile? list,
        string environment,
        Func<SecretAddress, bool> fits,
        IEnumerable<string> services)
    {
        this.places = places;
        this.list = list;
        var here = places.Select(place => place.Address).ToHashSet();
        var listed = list is null ? [] : Listed(environment, list).Where(fits).ToHashSet();
        Missing = InOrder(listed.Except(here));
        Unlisted = list is null ? [] : InOrder(here.Except(listed));
        All = InOrder(here.Union(listed));
        EmptyPlaces = list is not null ? []
            : here.Count == 0 ? [environment]
            : [.. services.Except(here.Select(address => address.Service)).Select(service => $"{environment}/{service}")];
    }

    /// <summary>The name of the variables file with the list; null where the environment has no list.</summary>
    public string? ListName => list?.Name;

    /// <summary>What is listed, what is here, or both, in the order of addresses.</summary>
    public IReadOnlyList<SecretAddress> All { get; }

    /// <summary>What is listed and not in this checkout.</summary>
    public IReadOnlyList<SecretAddress> Missing { get; }

    /// <summary>What is here and not listed; nothing where there is no list.</summary>
    public IReadOnlyList<SecretAddress> Unlisted { get; }

    /// <summary>
    /// The environment, or the folders of its services, that have no secret, and no list that says so. A list tells what is away from what
    /// is not there.
    /// </summary>
    public IReadOnlyList<string> EmptyPlaces { get; }

    /// <summary>Reads the set of an environment, or of what is below one of its services or folders.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Malformed"/> where the list cannot be read.</exception>
    public static SecretSet Of(SecretRepository repository, string environment, string below = "") => Settled(environment, () => new(
        [.. repository.Places(environment, below)],
        VariablesFile.Find(repository.Root, environment),
        environment,
        address => address.IsBelow(below),
        below.Length == 0 ? repository.FoldersOf(environment) : []));

    /// <summary>Reads what fits a pattern: a set for each environment that fits.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="fits">Which of an environment's secrets fit.</param>
    public static IReadOnlyList<SecretSet> Of(SecretRepository repository, AddressPattern pattern, Func<SecretAddress, bool> fits) =>
        [.. repository.EnvironmentsOf(pattern).Select(environment => Settled(environment, () => new(
            [.. repository.Places(environment).Where(place => fits(place.Address))],
            VariablesFile.Find(repository.Root, environment),
            environment,
            fits,
            [])))];

    // Readers take no lock, since they would wait for a long 'rekey'. A move beside a reading could hide what it moves: what no list
    // confirms is read until two readings agree.
    private static SecretSet Settled(string environment, Func<SecretSet> read)
    {
        var since = TimeProvider.System.GetTimestamp();
        var before = read();
        while (before.list is null || before.Missing.Count + before.Unlisted.Count > 0)
        {
            var now = read();
            if (now.places.SequenceEqual(before.places) && (now.list?.Files ?? []).SequenceEqual(before.list?.Files ?? []))
            {
                return now;
            }

            if (TimeProvider.System.GetElapsedTime(since) > MostReading)
            {
                throw new CofferException(
                    ErrorCode.Temporary,
                    $"the secrets of '{environment}' are being changed: no two readings agreed for {MostReading.TotalSeconds:0} seconds",
                    "run the same command again when that is done");
            }

            before = now;
        }

        return before;
    }

    /// <summary>The secrets for a reader that must have all of them: nothing is left out without a word.</summary>
    /// <exception cref="CofferException">
    /// <see cref="ErrorCode.NotFound"/> where a listed one is not here; <see cref="ErrorCode.Malformed"/> where a link or a FIFO is in
    /// the place of one.
    /// </exception>
    public IReadOnlyList<SecretAddress> Whole()
    {
        foreach (var (address, kind) in places)
        {
            SecretRepository.Refuse(address, kind);
        }

        return Missing.Count == 0 ? [.. places.Select(place => place.Address)] : throw NotHere(Missing, list!.Name);
    }

    /// <summary>
    /// The same for what a bucket has or is to have: whatever is here has to be listed, too, and where there is no list, a folder without
    /// a secret is refused. An empty one looks like one that was never fetched.
    /// </summary>
    public IReadOnlyList<SecretAddress> WholeAndListed(bool allowEmpty)
    {
        var whole = Whole();
        return Unlisted.Count > 0
            ? throw new CofferException(
                ErrorCode.Malformed,
                $"{Named(Unlisted)} {(Unlisted.Count == 1 ? "is" : "are")} here, and '{list!.Name}' does not list "
                    + $"{(Unlisted.Count == 1 ? "it" : "them")}",
                $"'coffer set' lists what it seals; or add \"{Unlisted[0].Key}\" to its 'files', or remove the file")
            : EmptyPlaces is [var place, ..] && !allowEmpty
            ? throw new CofferException(ErrorCode.NotFound, $"'{place}' {Empty}", EmptyHint)
            : whole;
    }

    /// <summary>
    /// Refuses places of secrets that are listed and not in this checkout: what is put there unlooked-at would replace them.
    /// </summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.NotFound"/> with the places.</exception>
    public static void RequireNoneAway(SecretRepository repository, IEnumerable<SecretAddress> addresses)
    {
        foreach (var environment in addresses.GroupBy(address => address.Environment))
        {
            var set = Of(repository, environment.Key);
            if (set.Missing.Intersect(environment).ToList() is { Count: > 0 } away)
            {
                throw NotHere(away, set.ListName!);
            }
        }
    }

    /// <summary>The error that listed secrets are not in this checkout.</summary>
    public static CofferException NotHere(IReadOnlyList<SecretAddress> missing, string list) => new(
        ErrorCode.NotFound,
        $"{Named(missing)} {(missing.Count == 1 ? "is" : "are")} listed in '{list}' and not in this checkout",
        NotHereHint(missing[0]));

    /// <summary>The ways out where a listed secret is not in this checkout.</summary>
    public static string NotHereHint(SecretAddress address) =>
        $"fetch it ('git submodule update --init', 'git sparse-checkout disable', 'git checkout -- {address.Environment}'); if it "
            + $"is meant to go, 'coffer rm {address}' says so";

    private static string Named(IReadOnlyList<SecretAddress> addresses) =>
        string.Join(", ", addresses.Take(MostNamed).Select(address => $"'{address}'"))
        + (addresses.Count > MostNamed ? $" and {addresses.Count - MostNamed} more" : "");

    private static IEnumerable<SecretAddress> Listed(string environment, VariablesFile list) =>
        list.Files.Select(file => SecretAddress.TryFromKey(environment, file, out var address, out var problem)
            ? address
            : throw new CofferException(
                ErrorCode.Malformed,
                $"'{list.Name}' lists '{AddressGrammar.Printable(file)}', which is not the name of a secret: {problem}",
                "write <service>/<name>, or take it off the list"));

    private static IReadOnlyList<SecretAddress> InOrder(IEnumerable<SecretAddress> addresses) =>
        [.. addresses.OrderBy(address => address.ToString(), StringComparer.Ordinal)];
}
