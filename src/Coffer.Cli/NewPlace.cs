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
        var kind = repository.KindOf(address);
        if (kind != FileKind.Missing)
        {
            SecretRepository.Refuse(address, kind);
        }

        var twin = SecretSet.Of(repository, address.Environment, address.Service).All.FirstOrDefault(other =>
            other != except && other.Name != address.Name && string.Equals(other.Name, address.Name, StringComparison.OrdinalIgnoreCase));
        if (twin is not null)
        {
            throw new CofferException(
                ErrorCode.Usage,
                $"'{address}' differs from '{twin}' only by case",
                "some file systems hold only one of them: use that name, or another");
        }
    }
}
