using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli;

/// <summary>Whether a secret may be written at an address.</summary>
internal static class NewPlace
{
    /// <summary>Refuses what is no file, and a name that differs from another's only by case.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="address">The address.</param>
    /// <param name="except">A secret that will be gone then.</param>
    public static void Require(SecretRepository repository, SecretAddress address, SecretAddress? except = null)
    {
        RequireFileOrNothing(repository, address);
        RequireNoTwins([address], SecretSet.Of(repository, address.Environment, address.Service).All.Where(other => other != except));
    }

    /// <summary>The same for many that are written together: each other's names count, too.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="addresses">The addresses, of one environment.</param>
    /// <param name="except">Secrets that will be gone then.</param>
    public static void RequireAll(
        SecretRepository repository, IReadOnlyCollection<SecretAddress> addresses, IReadOnlySet<SecretAddress>? except = null)
    {
        var all = addresses.ToHashSet();
        foreach (var address in all)
        {
            RequireFileOrNothing(repository, address);
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
            RequireNoTwins(
                all, SecretSet.Of(repository, environment).All.Where(other => except?.Contains(other) != true).Concat(all));
        }
    }

    private static void RequireFileOrNothing(SecretRepository repository, SecretAddress address)
    {
        var kind = repository.KindOf(address);
        if (kind != FileKind.Missing)
        {
            SecretRepository.Refuse(address, kind);
        }
    }

    private static void RequireNoTwins(IReadOnlyCollection<SecretAddress> addresses, IEnumerable<SecretAddress> others)
    {
        var byName = others.ToLookup(other => other.Key, StringComparer.OrdinalIgnoreCase);
        foreach (var address in addresses)
        {
            if (byName[address.Key].FirstOrDefault(other => other.Service == address.Service && other != address) is { } twin)
            {
                throw new CofferException(
                    ErrorCode.Usage,
                    $"'{address}' differs from '{twin}' only by case",
                    "some file systems hold only one of them: use that name, or another");
            }
        }
    }
}
