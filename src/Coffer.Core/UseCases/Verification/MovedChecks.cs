using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;

namespace Coffer.Core.UseCases.Verification;

/// <summary>
/// Bound secrets that were moved or copied without being sealed again: no two addresses have the same bytes, and none has
/// bytes that Git knew under another one before.
/// </summary>
internal static class MovedChecks
{
    /// <summary>Compares files among themselves and, where there is Git, with what it knows.</summary>
    public static IEnumerable<Finding> Check(SecretRepository repository, IReadOnlyList<ScannedFile> files, IGit? git)
    {
        var bound = files.Where(file => file is
        {
            Address: not null,
            Id: not null,
            Environment.Binding: Binding.Bound,
            Content.Format: not SealedFormat.NotCiphertext,
        }).ToList();
        var names = git is null || bound.Count == 0 ? null : new SealedNames(git);
        var befores = bound.ToDictionary(file => file, file => names?.Before(file.Address!, file.Id!));
        foreach (var (file, before) in befores.Where(pair => pair.Value is not null))
        {
            var old = AddressOf(before!, repository.Environments);
            yield return file.Finding(
                Rule.Moved,
                $"it was sealed as '{AddressGrammar.Printable(old?.ToString() ?? before)}', and moved or copied without being sealed "
                    + "again: it does not open here",
                old is null ? "seal it again with 'coffer set'"
                    : file.Address!.IsSeed ? ServiceSealedAs(old, file.Address)
                    : SealedAs(old, file.Address));
        }

        var unknown = befores.Where(pair => pair.Value is null).Select(pair => pair.Key);
        foreach (var same in unknown.GroupBy(file => file.Id).Where(group => group.Count() > 1))
        {
            foreach (var file in same.Where(file => !SaysItsAddress(file)))
            {
                var other = same.First(other => other != file).Address!;
                yield return file.Finding(
                    Rule.SameBytes,
                    $"it has the same bytes as '{other}': at most one of the two opens",
                    $"if it was sealed as '{other}': {SealedAs(other, file.Address!)}");
            }
        }
    }

    // A message of the Encryption SDK names its context: where that is the address's, the others are the copies.
    private static bool SaysItsAddress(ScannedFile file) =>
        file.Envelope is { Problem: null } envelope && envelope.HasContext(EncryptionContext.For(file.Address!, file.Environment.Binding));

    /// <summary>The command that mends it.</summary>
    public static string SealedAs(SecretAddress old, SecretAddress address) => address.IsSeed
        ? $"a key pair is one service's: remove both files, and 'coffer key create {address.Environment}/{address.Service}' makes one"
        : $"'coffer mv --sealed-as {old} {address}' seals it for the address that it has now";

    private static string ServiceSealedAs(SecretAddress old, SecretAddress address) =>
        $"'coffer mv --sealed-as {old.Environment}/{old.Service} {address.Environment}/{address.Service}' seals it, and the secrets that "
            + "it opens, for the service that they are in now";

    // Of a path in another folder of Git's, that which begins with an environment.
    private static SecretAddress? AddressOf(string path, IReadOnlyList<EnvironmentSettings> environments)
    {
        for (var rest = path; ; rest = rest[(rest.IndexOf('/', StringComparison.Ordinal) + 1)..])
        {
            if ((PairFiles.SeedAt(rest) is { } address || SecretAddress.TryParse(rest, out address, out _))
                && (rest == path || environments.Any(known => known.Name == address.Environment)))
            {
                return address;
            }

            if (!rest.Contains('/', StringComparison.Ordinal))
            {
                return null;
            }
        }
    }
}
