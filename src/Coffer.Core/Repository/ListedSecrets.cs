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
        return List(variables, [address.Key]);
    }

    /// <summary>
    /// Writes files, those first, and then lists them all at once. Where it is interrupted, files are there that are not listed:
    /// <c>verify</c> says so, and the same again lists them.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="secrets">Secrets of one environment; without a ciphertext where the file is right as it is.</param>
    /// <returns>The variables file that was changed; null where none was.</returns>
    public static string? PutAll(SecretRepository repository, IReadOnlyList<(SecretAddress Address, byte[]? Ciphertext)> secrets)
    {
        if (secrets.Count == 0)
        {
            return null;
        }

        var variables = VariablesFile.Find(repository.Root, secrets[0].Address.Environment);
        foreach (var (address, ciphertext) in secrets)
        {
            if (ciphertext is not null)
            {
                repository.Write(address, ciphertext);
            }
            else
            {
                repository.Confirm(address);
            }
        }

        return List(variables, [.. secrets.Select(secret => secret.Address.Key)]);
    }

    /// <summary>What <see cref="PutAll"/> would say.</summary>
    /// <returns>The variables file that would be changed; null where none would.</returns>
    public static string? WouldList(SecretRepository repository, IReadOnlyList<SecretAddress> addresses) =>
        addresses.Count > 0
        && VariablesFile.Find(repository.Root, addresses[0].Environment) is { } variables
        && variables.With(addresses.Select(address => address.Key)) is not null
            ? variables.Name
            : null;

    /// <summary>What <see cref="Unlist"/> would say.</summary>
    /// <returns>The variables file that would be changed; null where none would.</returns>
    public static string? WouldUnlist(SecretRepository repository, SecretAddress address) =>
        VariablesFile.Find(repository.Root, address.Environment) is { } variables && variables.Without(address.Key) is not null
            ? variables.Name
            : null;

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

    private static string? List(VariablesFile? variables, IReadOnlyList<string> files)
    {
        if (variables?.With(files) is not { } changed)
        {
            variables?.Confirm();
            return null;
        }

        variables.Replace(changed);
        return variables.Name;
    }
}
