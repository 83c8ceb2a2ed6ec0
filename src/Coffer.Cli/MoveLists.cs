using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli;

/// <summary>Files of moved secrets and their entries in the lists, with a word about each change of a list.</summary>
/// <param name="repository">The repository.</param>
/// <param name="dryRun">Whether nothing is written, and the same is said.</param>
internal sealed class MoveLists(SecretRepository repository, bool dryRun)
{
    /// <summary>Writes a file, where there is something to write, and lists it.</summary>
    public void Put(SecretAddress address, byte[]? ciphertext) => Tell(
        address,
        dryRun ? "would be listed" : "listed",
        dryRun ? ListedSecrets.WouldList(repository, [address]) : ListedSecrets.Put(repository, address, ciphertext));

    /// <summary>Takes a secret off the list, then removes its file.</summary>
    public void Remove(SecretAddress address)
    {
        Unlist(address);
        if (!dryRun)
        {
            repository.Delete(address);
        }
    }

    /// <summary>Takes a secret off the list.</summary>
    public void Unlist(SecretAddress address) => Tell(
        address,
        dryRun ? "would be taken off the list" : "took off the list",
        dryRun ? ListedSecrets.WouldUnlist(repository, address) : ListedSecrets.Unlist(repository, address));

    private static void Tell(SecretAddress address, string what, string? variables)
    {
        if (variables is not null)
        {
            Terminal.Say($"{what}: '{address.Key}' in {variables}");
        }
    }
}
