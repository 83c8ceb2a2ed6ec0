using Coffer.Core.Repository;

namespace Coffer.Cli.Completing;

/// <summary>
/// The names of the repository that an address may go on with, a part at a time, as a shell completes paths. AWS is not asked, and what
/// cannot be read has no names.
/// </summary>
/// <param name="open">Finds the repository.</param>
internal sealed class AddressCandidates(Func<SecretRepository> open)
{
    /// <summary>The environments.</summary>
    public IEnumerable<string> Environments => Quietly(() => open().Environments.Select(environment => environment.Name));

    /// <summary>Addresses by their next part: a place with a slash at its end, or a secret.</summary>
    public IEnumerable<string> Addresses(string typed) => typed.Contains('/', StringComparison.Ordinal)
        ? Quietly(() => Below(typed))
        : Environments.Select(name => $"{name}/");

    /// <summary>The services, whole.</summary>
    public IEnumerable<string> Services(string typed) => typed.Contains('/', StringComparison.Ordinal)
        ? Addresses(typed[..(typed.IndexOf('/', StringComparison.Ordinal) + 1)]).Select(place => place.TrimEnd('/'))
        : Environments.SelectMany(name => (string[])[$"{name}/", name]);

    /// <summary>Addresses, behind a revision of Git where one is typed.</summary>
    public IEnumerable<string> Sides(string typed) =>
        RemoteAddress.Is(typed) ? []
        : typed.LastIndexOf(':') is >= 0 and var colon
        ? Addresses(typed[(colon + 1)..]).Select(address => typed[..(colon + 1)] + address)
        : Addresses(typed);

    private IEnumerable<string> Below(string typed)
    {
        var (environment, below) = (typed[..typed.IndexOf('/', StringComparison.Ordinal)], typed[..(typed.LastIndexOf('/') + 1)]);
        var repository = open();
        return SecretSet.Of(repository, repository.Environment(environment).Name).All
            .Select(address => address.ToString())
            .Where(address => address.StartsWith(below, StringComparison.Ordinal))
            .Select(address => address.IndexOf('/', below.Length) is > 0 and var slash ? address[..(slash + 1)] : address);
    }

    private static IReadOnlyList<string> Quietly(Func<IEnumerable<string>> find)
    {
        try
        {
            return [.. find()];
        }
        catch (CofferException)
        {
            // Nobody asked for a message: the command itself will say it.
            return [];
        }
    }
}
