using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli;

/// <summary>Whether secrets may be written at addresses.</summary>
internal static class NewPlace
{
    /// <summary>
    /// Refuses what is no file, a name that no checkout elsewhere can hold, and one that differs from another's only by case, in a folder's
    /// name too.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="addresses">The addresses, of one environment.</param>
    /// <param name="except">Secrets that will be gone then.</param>
    public static void Require(
        SecretRepository repository, IReadOnlyCollection<SecretAddress> addresses, IReadOnlySet<SecretAddress>? except = null)
    {
        var all = addresses.ToHashSet();
        foreach (var address in all)
        {
            RequireFileOrNothing(repository, address);
            if (repository.KindOf(address) == FileKind.Missing)
            {
                PortableNames.Require(address.ToString());
            }

            for (var slash = address.Name.LastIndexOf('/'); slash > 0; slash = address.Name.LastIndexOf('/', slash - 1))
            {
                if (all.Contains(address with { Name = address.Name[..slash] }))
                {
                    throw new CofferException(
                        ErrorCode.Usage,
                        $"'{address with { Name = address.Name[..slash] }}' cannot be a secret and the folder of '{address}'",
                        "give one of them another name");
                }
            }
        }

        if (addresses.FirstOrDefault()?.Environment is { } environment)
        {
            RequireNoTwins(repository, environment, all, except);
        }
    }

    /// <summary>The same for one.</summary>
    public static void Require(SecretRepository repository, SecretAddress address) => Require(repository, [address]);

    private static void RequireFileOrNothing(SecretRepository repository, SecretAddress address)
    {
        var kind = repository.KindOf(address);
        if (kind != FileKind.Missing)
        {
            SecretRepository.Refuse(address, kind);
        }
    }

    private static void RequireNoTwins(
        SecretRepository repository, string environment, HashSet<SecretAddress> addresses, IReadOnlySet<SecretAddress>? except)
    {
        var names = new NameTwins();
        foreach (var other in repository.Environments.Select(other => other.Name))
        {
            _ = names.Add(other);
        }

        foreach (var other in SecretSet.Of(repository, environment).All.Where(other => except?.Contains(other) != true))
        {
            _ = names.Add(other.ToString());
        }

        foreach (var address in addresses.OrderBy(address => address.ToString(), StringComparer.Ordinal))
        {
            if (names.Add(address.ToString()) is { } clash)
            {
                throw new CofferException(
                    ErrorCode.Usage,
                    $"'{clash.Part}' differs from '{clash.Twin}' only by case",
                    "some file systems hold only one of them: use that name, or another");
            }
        }
    }
}
