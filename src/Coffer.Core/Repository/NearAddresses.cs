using Coffer.Core.Model;

namespace Coffer.Core.Repository;

/// <summary>What somebody may have meant who named what is not there: names of the repository, and never the word itself.</summary>
internal static class NearAddresses
{
    private const int MostNamed = 3;

    /// <summary>The error that nothing is at or below a place, or that nothing fits a pattern.</summary>
    public static CofferException Nothing(SecretRepository repository, AddressPattern pattern) => new(
        ErrorCode.NotFound,
        pattern.IsGlobbed ? $"no secret fits '{pattern}'" : $"there is no secret below '{pattern.Base}'",
        Hint(repository, pattern.ToString().TrimEnd('/')));

    /// <summary>The next step where an address, a place or a pattern names nothing.</summary>
    public static string Hint(SecretRepository repository, string path)
    {
        List<string> near = [.. Find(repository, path).Take(MostNamed).Select(name => $"'{name}'")];
        var meant = near.Count == 0 ? "" : $"did you mean {string.Join(" or ", near)}? ";
        var environment = path.Split('/')[0];
        return AddressPattern.IsGlob(environment) || environment == path
            ? $"{meant}'coffer list' shows what is there"
            : $"{meant}'coffer list {environment}' shows what is there";
    }

    private static List<string> Find(SecretRepository repository, string path)
    {
        try
        {
            List<SecretAddress> all =
                [.. repository.Environments.SelectMany(environment => SecretSet.Of(repository, environment.Name).All)];
            var places = AddressPattern.IsGlob(path) ? [] : all.SelectMany(Above);
            List<string> near = [.. Spelling.Near(path, all.Select(address => address.ToString()).Concat(places).Distinct())];
            return near.Count > 0 || !SecretAddress.TryParse(path, out var wanted, out _)
                ? near
                : [.. all.Where(address => address.Environment == wanted.Environment && address.Name == wanted.Name).Select(
                    address => address.ToString())];
        }
        catch (CofferException)
        {
            // What cannot be read is near to nothing: the failure that is told came first.
            return [];
        }
    }

    private static IEnumerable<string> Above(SecretAddress address)
    {
        var path = address.ToString();
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }
    }
}
