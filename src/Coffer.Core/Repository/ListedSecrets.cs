using Coffer.Core.Model;

namespace Coffer.Core.Repository;

/// <summary>
/// A secret's file and its entry in the list of what is uploaded, changed in the order whose half-way state is harmless:
/// a list never names a file that is not there. The caller holds the repository's lock.
/// </summary>
internal static class ListedSecrets
{
    /// <summary>Writes a secret's file, if there is something to write, and lists it.</summary>
    /// <returns>The variables file that was changed; null where none was.</returns>
    public static string? Put(SecretRepository repository, SecretAddress address, byte[]? ciphertext, Action? written = null)
    {
        var variables = VariablesFile.Find(repository.Root, address.Environment);
        if (ciphertext is not null)
        {
            repository.Write(address, ciphertext);
        }
        else
        {
            repository.Confirm(address);
        }

        written?.Invoke();
        if (variables?.With(address.Key) is not { } changed)
        {
            variables?.Confirm();
            return null;
        }

        variables.Replace(changed);
        return variables.Name;
    }

    /// <summary>Takes a secret off the list.</summary>
    /// <returns>The variables file that was changed; null where none was.</returns>
    public static string? Unlist(SecretRepository repository, SecretAddress address)
    {
        var variables = VariablesFile.Find(repository.Root, address.Environment);
        if (variables?.Without(address.Key) is not { } changed)
        {
            return null;
        }

        variables.Replace(changed);
        return variables.Name;
    }
}
