using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Core.UseCases.Moving;

/// <summary>A secret's address, and the one that it is to have.</summary>
internal readonly record struct MovePair(SecretAddress From, SecretAddress To);

/// <summary>Which secrets a pair of addresses means: one secret, or all of a folder, a service or an environment.</summary>
internal static class MovePairs
{
    /// <summary>The pairs of all secrets that are at the first address or below it.</summary>
    /// <exception cref="CofferException">Where the addresses are none, or not of one kind, or nothing is there.</exception>
    public static IReadOnlyList<MovePair> Of(SecretRepository repository, string from, string to) => AddressPattern.IsGlob(from)
        ? OfPattern(repository, AddressPattern.Parse(from), AddressPattern.Parse(to))
        : Of(repository, from, to, at: from, pair => new MovePair(pair.At, pair.Other), to);

    /// <summary>The same, for files that are at the second address by now.</summary>
    public static IReadOnlyList<MovePair> Arrived(SecretRepository repository, string from, string to) =>
        Of(repository, from, to, at: to, pair => new MovePair(pair.Other, pair.At), from);

    // The parts before the first star become the second address; the rest of each name stays.
    private static List<MovePair> OfPattern(SecretRepository repository, AddressPattern from, AddressPattern to)
    {
        if (to.IsGlobbed)
        {
            throw new CofferException(ErrorCode.Usage, "TO is a pattern", "TO is the place for all that FROM means");
        }

        List<MovePair> pairs =
        [
            .. FoundSecrets.ByAddress(repository, from).Select(found => new MovePair(
                found,
                SecretAddress.TryParse($"{to.Base}/{from.NameOf(found)}", out var now, out var problem)
                    ? now
                    : throw new CofferException(
                        ErrorCode.Usage,
                        $"'{to.Base}/{from.NameOf(found)}', where '{found}' would go, is no address: {problem}",
                        "TO takes the place of what FROM has before its first '*'"))),
        ];
        return pairs.Find(pair => pair.From == pair.To) is { From: not null } same
            ? throw new CofferException(ErrorCode.CannotWrite, $"'{same.To}' is there already")
            : pairs;
    }

    private static List<MovePair> Of(
        SecretRepository repository, string from, string to, string at, Func<(
            SecretAddress At, SecretAddress Other), MovePair> pair, string other)
    {
        (from, to, at, other) = (from.TrimEnd('/'), to.TrimEnd('/'), at.TrimEnd('/'), other.TrimEnd('/'));
        foreach (var path in (string[])[from, to])
        {
            if (AddressGrammar.PathProblem(path, typed: true) is { } problem)
            {
                throw new CofferException(
                    ErrorCode.Usage,
                    $"what is given is not the address of a secret: {problem}",
                    "an address is <environment>/<service>/<name>; <environment>/<service> or <environment> mean all in it");
            }
        }

        if (Kind(from) != Kind(to))
        {
            throw new CofferException(
                ErrorCode.Usage,
                $"FROM is {Kind(from)}, and TO is {Kind(to)}",
                "name two secrets, two folders, two services or two environments");
        }

        if (from == to
            || $"{to}/".StartsWith($"{from}/", StringComparison.Ordinal)
            || $"{from}/".StartsWith($"{to}/", StringComparison.Ordinal))
        {
            throw from == to
                ? new CofferException(ErrorCode.CannotWrite, $"'{to}' is there already")
                : new CofferException(ErrorCode.Usage, $"of '{from}' and '{to}', one is within the other");
        }

        if (SecretAddress.TryParse(at, out var address, out _) && repository.KindOf(address) is not (FileKind.Folder or FileKind.Missing))
        {
            return [pair((address, SecretAddress.Parse(other)))];
        }

        var below = at.Split('/', 2);
        _ = repository.Environment(below[0]);
        List<MovePair> pairs =
        [
            .. SecretSet.Of(repository, below[0], below.Length > 1 ? below[1] : "").All
                .Select(found => pair((found, SecretAddress.Parse(other + found.ToString()[at.Length..])))),
        ];
        return pairs.Count > 0 ? pairs : throw new CofferException(
            ErrorCode.NotFound,
            address is null ? $"there is no secret below '{at}'" : $"'{at}' does not exist",
            NearAddresses.Hint(repository, at));
    }

    private static string Kind(string path) => path.Count(c => c == '/') switch
    {
        0 => "an environment",
        1 => "a service",
        _ => "a secret or a folder of them",
    };
}
