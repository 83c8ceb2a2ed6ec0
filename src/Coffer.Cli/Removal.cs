using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli;

/// <summary>Takes a secret out of the repository, and says what was done. The caller holds the repository's lock.</summary>
internal static class Removal
{
    public static void Run(SecretRepository repository, SecretAddress address)
    {
        // The list first: it never names a file that is not there.
        if (ListedSecrets.Unlist(repository, address) is { } variables)
        {
            Terminal.Say($"took '{address.Key}' off the list in {variables}");
        }

        if (repository.KindOf(address) != FileKind.Missing)
        {
            repository.Delete(address);
            Terminal.Say($"removed '{address}'; Git and the bucket still have it: change what it opened");
        }
    }
}
