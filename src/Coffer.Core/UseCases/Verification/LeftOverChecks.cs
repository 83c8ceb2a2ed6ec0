using Coffer.Core.Repository;

namespace Coffer.Core.UseCases.Verification;

/// <summary>
/// Plaintext that work by hand leaves at the repository's root. (What lies below an environment's folder and is not
/// ciphertext is found there.)
/// </summary>
internal static class LeftOverChecks
{
    private const string Prefix = "plaintext";

    private static readonly string[] Suffixes = [".plain", ".plaintext", ".dec", ".decrypted", ".swp", ".swo", "~"];

    /// <summary>The same names as patterns, for Git to ignore.</summary>
    public static IEnumerable<string> Patterns => Suffixes.Select(suffix => $"*{suffix}").Prepend($"{Prefix}*");

    /// <summary>A name for each pattern.</summary>
    public static IEnumerable<string> Examples => Suffixes.Select(suffix => $"name{suffix}").Prepend($"{Prefix}-name");

    /// <summary>Files beside the environments whose names say that they hold plaintext.</summary>
    public static IEnumerable<Finding> Check(SecretRepository repository) =>
        from name in SafeFile.NamesIn(repository.Root, repository.Root)
        where LooksLikePlaintext(name)
            && SafeFile.KindOf(Path.Combine(repository.Root, name), name, followLinks: true) is not (FileKind.Folder or FileKind.Missing)
        select new Finding(
            Rule.LeftOver, null, name, "its name says that it holds plaintext", "remove it, and change what it held if Git has it");

    /// <summary>Whether a file's name says that it holds plaintext.</summary>
    public static bool LooksLikePlaintext(string name) =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        || Array.Exists(Suffixes, suffix => name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
}
