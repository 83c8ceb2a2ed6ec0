using System.Text;
using Coffer.Cli.Git;
using Coffer.Cli.Scaffolding;
using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Sealing;
using Coffer.Core.UseCases.Verification;

namespace Coffer.Cli.Diagnosis;

/// <summary>What the checkout says: Git, its hook and its attributes, the lists, the checks of <c>verify</c>, key pairs.</summary>
internal static class RepositoryLooks
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Looks at what all environments share.</summary>
    public static async Task<IReadOnlyList<Symptom>> OfAllAsync(App app, SecretRepository repository)
    {
        var isHere = false;
        return
        [
            await Symptom.OfAsync("git", () =>
            {
                isHere = GitWorkTrees.Open(repository, out var reason) is not null;
                return Task.FromResult(isHere
                    ? Symptom.Ok("git", "this is a work tree")
                    : new Symptom(
                        "git", SymptomState.Note, $"it is not asked: {reason}", "secrets belong into Git: 'git init', 'git add'"));
            }),
            await Symptom.OfAsync("hook", () => Task.FromResult(Hook(repository, isHere))),
            await Symptom.OfAsync("git files", () => Task.FromResult(Files(repository))),
        ];
    }

    /// <summary>Looks at one environment.</summary>
    public static async Task<IReadOnlyList<Symptom>> OfAsync(
        App app, SecretRepository repository, EnvironmentSettings environment, string? service, bool mayAsk, CancellationToken cancellation)
    {
        var found = new List<Symptom>
        {
            await Symptom.OfAsync("list", () => Task.FromResult(VariablesFile.Find(repository.Root, environment.Name) is { } list
                ? Symptom.Ok("list", $"'{list.Name}' lists {list.Files.Count}")
                : new Symptom(
                    "list", SymptomState.Note, "none: what this checkout lacks is not noticed", "'coffer init' writes one"))),
            await Symptom.OfAsync("verify", () => Task.FromResult(Verified(repository, environment))),
        };
        try
        {
            foreach (var name in repository.FoldersOf(environment.Name).Where(name => service is null || name == service))
            {
                if (new PairFiles(repository).FindPublic(environment.Name, name) is not null)
                {
                    found.Add(await Symptom.OfAsync(
                        "key pair", () => PairAsync(app, repository, environment, name, mayAsk, cancellation), denied: SymptomState.Note));
                }
            }
        }
        catch (CofferException failure)
        {
            found.Add(Symptom.Of("key pair", failure));
        }

        return found;
    }

    private static Symptom Hook(SecretRepository repository, bool hasGit)
    {
        if (!hasGit || GitProgram.Path is null)
        {
            return new Symptom("hook", SymptomState.Note, "there is no Git that would run one");
        }

        var asked = GitProgram.Run(repository.Root, ["config", "--local", "--get", "core.hooksPath"]);
        var folder = Encoding.UTF8.GetString(asked.Output).Trim();
        return folder.EndsWith(GitFiles.Hooks, StringComparison.Ordinal)
            ? Symptom.Ok("hook", $"Git runs those of {GitFiles.Hooks}")
            : new Symptom(
                "hook",
                SymptomState.Note,
                $"Git does not run {GitFiles.Hooks}/pre-commit",
                $"'git config core.hooksPath {GitFiles.Hooks}'; or the hook of pre-commit, or a check in CI");
    }

    private static Symptom Files(SecretRepository repository)
    {
        var lacking = GitFiles.Of(repository.Environments)
            .Where(file => !file.IsExecutable && file.NeededLines.Except(LinesOf(repository, file.Path)).Any())
            .Select(file => file.Path).ToList();
        return lacking.Count == 0
            ? Symptom.Ok("git files", "they say what 'coffer init' writes")
            : new Symptom(
                "git files",
                SymptomState.Note,
                $"without the lines that keep secrets whole: {string.Join(" and ", lacking)}",
                "'coffer init' says which");
    }

    private static IEnumerable<string> LinesOf(SecretRepository repository, string file)
    {
        var path = Path.Combine(repository.Root, file);
        return SafeFile.KindOf(path, file) == FileKind.File
            ? Encoding.UTF8.GetString(SafeFile.Read(path, file, MaxBytes)).Split('\n').Select(line => line.Trim())
            : [];
    }

    private static Symptom Verified(SecretRepository repository, EnvironmentSettings environment)
    {
        var (findings, secrets) = Verifier.Verify(repository, [environment], GitWorkTrees.Open(repository, out _), allowEmpty: true);
        var errors = findings.Count(finding => finding.Severity == Severity.Error);
        var says = $"{secrets} {(secrets == 1 ? "secret" : "secrets")}, {errors} {(errors == 1 ? "error" : "errors")}";
        return errors == 0
            ? Symptom.Ok("verify", says)
            : new Symptom("verify", SymptomState.Error, says, $"'coffer verify {environment.Name}' shows each, and its mend");
    }

    private static async Task<Symptom> PairAsync(
        App app, SecretRepository repository, EnvironmentSettings environment, string service, bool mayAsk, CancellationToken cancellation)
    {
        var files = new PairFiles(repository);
        var address = new SecretAddress(environment.Name, service, SecretAddress.SeedName);
        var shown = files.PublicKeyOf(address, environment.Policy.KeyIdOf(service));
        var says = $"'{environment.Name}/{service}' has {shown.IdText}";
        if (!mayAsk)
        {
            return new Symptom("key pair", SymptomState.Note, $"{says}; its private half was not opened");
        }

        foreach (var seed in await files.SeedsOfAsync(address, cancellation))
        {
            using var key = await PrivateKeys.OpenAsync(
                app.Aws(environment).Keys, environment.Name, service, seed, environment.Policy, cancellation);
            if (key.Public.IdText == shown.IdText)
            {
                return Symptom.Ok("key pair", $"{says}, and the private half fits");
            }
        }

        return new Symptom(
            "key pair",
            SymptomState.Error,
            $"{says}, and the private half does not fit: what is sealed for it opens for somebody else, or for nobody",
            $"restore '{environment.Name}/{service}/{PairFiles.PublicName}' from Git, and find out who changed it");
    }
}
