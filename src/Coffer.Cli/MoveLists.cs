using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli;

/// <summary>Files of moved secrets and their entries in the lists, with a word about each change of a list.</summary>
internal static class MoveLists
{
    /// <summary>Writes a file, where there is something to write, and lists it.</summary>
    public static void Put(SecretRepository repository, SecretAddress address, byte[]? ciphertext) =>
        Tell(address, "listed", ListedSecrets.Put(repository, address, ciphertext));

    /// <summary>Takes a secret off the list, then removes its file.</summary>
    public static void Remove(SecretRepository repository, SecretAddress address)
    {
        Unlist(repository, address);
        repository.Delete(address);
    }

    /// <summary>Takes a secret off the list.</summary>
    public static void Unlist(SecretRepository repository, SecretAddress address) =>
        Tell(address, "took off the list", ListedSecrets.Unlist(repository, address));

    private static void Tell(SecretAddress address, string what, string? variables)
    {
        if (variables is not null)
        {
            Terminal.Say($"{what}: '{address.Key}' in {variables}");
        }
    }
}
