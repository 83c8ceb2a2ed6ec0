using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;

namespace Coffer.Core.UseCases.Verification;

/// <summary>What Git ignores of names that are not there yet: those of secrets it must take, those of plaintext it should not.</summary>
internal static class IgnoreChecks
{
    // Names that rules written for other files hide.
    private static readonly string[] SecretNames =
        [
            "name.key",
            "name.pem",
            "name.env",
            "name.crt",
            "name.p12",
            "name.json",
            "name.log",
            "name.tfvars",
            "secrets/name",
            "keys/name",
            "name.plain"];

    /// <summary>Asks Git about such names.</summary>
    public static IEnumerable<Finding> Check(SecretRepository repository, IReadOnlyList<EnvironmentSettings> all, IGit git)
    {
        // What lies behind a link Git refuses to answer for; the link is refused elsewhere.
        bool IsNoLink(string name) => SafeFile.KindOf(Path.Combine(repository.Root, name), name) is FileKind.Missing or FileKind.Folder;
        var environments = all.Where(environment => IsNoLink(environment.Name)).ToList();
        var plaintext = LeftOverChecks.Examples.Append(".env").ToList();
        var secrets = environments.SelectMany(environment => SecretNames.Select(name => $"{environment.Name}/service/{name}")).ToList();
        var indexed = git.Index.Select(file => file.Path).ToHashSet();
        List<string> settings =
        [
            .. environments.SelectMany(environment => VariablesFile.NamesFor(environment.Name)).Append(CofferConfiguration.FileName)
                .Where(name => SafeFile.KindOf(Path.Combine(repository.Root, name), name) == FileKind.File && !indexed.Contains(name)),
        ];
        var ignored = git.Ignored([.. secrets, .. plaintext, .. settings]);
        foreach (var hidden in settings.Where(ignored.ContainsKey))
        {
            yield return new Finding(
                Rule.Ignored,
                null,
                hidden,
                $"Git ignores it, so it will never be committed ({AddressGrammar.Printable(ignored[hidden])}): another checkout lacks it",
                $"take that rule away, or add it: 'git add --force {hidden}'");
        }

        foreach (var environment in environments)
        {
            var hidden = secrets.Where(path => path.StartsWith($"{environment.Name}/", StringComparison.Ordinal)
                && ignored.ContainsKey(path)).ToList();
            if (hidden.Count > 0)
            {
                yield return new Finding(
                    Rule.IgnoresSecrets,
                    environment.Name,
                    ".gitignore",
                    $"Git would ignore a secret such as '{hidden[0]}' ({AddressGrammar.Printable(ignored[hidden[0]])})",
                    $".gitignore has to say, after all other lines: {LineFor(environment.Name)}");
            }
        }

        if (plaintext.Where(path => !ignored.ContainsKey(path)).ToList() is { Count: > 0 } open)
        {
            yield return new Finding(
                Rule.TakesPlaintext,
                null,
                ".gitignore",
                $"Git would take a plaintext file such as '{open[0]}'",
                $"add to .gitignore: {string.Join(' ', LeftOverChecks.Patterns.Append(".env"))}");
        }
    }

    /// <summary>The line of .gitignore that takes in all of an environment's files.</summary>
    public static string LineFor(string environment) => $"!/{environment}/**";
}
