using System.CommandLine;
using System.Text;
using Coffer.Cli.Git;
using Coffer.Cli.Scaffolding;
using Coffer.Core.Configuration;
using Coffer.Core.Repository;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer init</c>: writes what a repository of secrets needs, and never over a file that is there.</summary>
internal static class InitCommand
{
    private const int MaxBytes = 1024 * 1024;

    private static readonly string[] UsualEnvironments = ["staging", "production"];

    public static Command Create(App app)
    {
        var environments = new Argument<string[]>("ENVIRONMENT")
        {
            Description = "Names of environments; without one those of coffer.json, or staging and production",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var module = new Option<string?>("--module")
        {
            Description = $"Where Terraform's module is: a folder or an address; else it is written to {CarriedModule.Folder}",
            HelpName = "SOURCE",
        };
        var upgrade = new Option<bool>("--upgrade")
        {
            Description = $"Bring {CarriedModule.Folder} to this coffer's version, and nothing else",
        };
        var command = new Command("init", "Write coffer.json, a Terraform root and Git's files, or add an environment")
        {
            environments, module, upgrade,
        };
        command.SetAction(parsed => parsed.GetValue(upgrade)
            ? Upgrade(app, parsed.GetRequiredValue(environments), parsed.GetValue(module))
            : Run(app, [.. parsed.GetRequiredValue(environments).Distinct()], parsed.GetValue(module)));
        return command;
    }

    private static int Upgrade(App app, string[] names, string? module)
    {
        if (names.Length > 0 || module is not null)
        {
            throw new CofferException(ErrorCode.Usage, "--upgrade goes with no environment and not with --module");
        }

        var repository = app.RepositoryToChange();
        using var writing = RepositoryLock.Take(repository.Root);
        Terminal.Say(ModuleFolder.In(repository.Root).Upgrade());
        return 0;
    }

    private static int Run(App app, string[] names, string? module)
    {
        if (module is not null && (module.Length == 0 || module.Any(char.IsControl)))
        {
            throw new CofferException(ErrorCode.Usage, "--module names no folder and no address");
        }

        // What it writes must be what the other commands take.
        RepositoryTrust.Of(app.Variable).Require(app.Folder, app.Folder);
        var asked = ConfigurationFile.New(names, Region(app));
        using var writing = RepositoryLock.Take(app.Folder);
        var plan = ScaffoldPlan.For(app, asked, () => ConfigurationFile.New(UsualEnvironments, Region(app)), module);
        RequireCheckedOut(app, plan);
        var hooks = HooksPath(app.Folder);
        var missing = plan.Files.Where(file => KindOf(app.Folder, file) == FileKind.Missing).ToList();
        foreach (var file in missing)
        {
            AtomicFile.Replace(PathOf(app.Folder, file), file.Path, Encoding.UTF8.GetBytes(file.Content), app.Folder, file.IsExecutable);
        }

        var lists = plan.Lists.Where(list => list.Content is not null).ToList();
        foreach (var list in lists)
        {
            AtomicFile.Replace(Path.Combine(app.Folder, list.Name), list.Name, list.Content, app.Folder);
        }

        var told = lists.Select(list => list.Told).ToList();
        if (plan.Module?.Complete() is { } written)
        {
            told.Add(written);
        }

        foreach (var addition in plan.Additions)
        {
            AtomicFile.Replace(Path.Combine(app.Folder, addition.Path), addition.Path, addition.Content, app.Folder);
        }

        Tell(app, hooks, plan, missing, told);
        return 0;
    }

    // What Git has and this checkout lacks was not deleted: a new file in its place would say that it was.
    private static void RequireCheckedOut(App app, ScaffoldPlan plan)
    {
        var there = SecretRepository.At(app.Folder, app.Variable);
        GitState.RequireCheckedOut(there, plan.Lists.Select(list => list.Environment));
        foreach (var list in plan.Lists.Where(list => list.IsNew))
        {
            GitState.RequireAllCheckedOut(there, list.Environment);
        }
    }

    private static void Tell(App app, string hooks, ScaffoldPlan plan, List<ScaffoldFile> missing, List<string> told)
    {
        var (additions, why) = (plan.Additions, plan.Why);
        var left = plan.Files.Except(missing).Where(file => additions.All(addition => addition.Path != file.Path)).ToList();
        TellLacking(app.Folder, left);
        if (missing.Count == 0 && told.Count == 0 && additions.Count == 0)
        {
            throw new CofferException(
                ErrorCode.CannotWrite,
                $"nothing to write: {Paths(left)} {(left.Count == 1 ? "is" : "are")} here "
                    + $"already{(why is null ? "" : $", and Terraform's files are left out: {why}")}",
                "they are left as they are");
        }

        if (missing.Count > 0)
        {
            Terminal.Say($"wrote {Paths(missing)}");
        }

        if (additions.Count > 0)
        {
            Terminal.Say($"added to {string.Join(", ", additions.Select(addition => addition.Path))}");
        }

        told.ForEach(Terminal.Say);
        if (left.Count > 0)
        {
            Terminal.Say($"left as {(left.Count == 1 ? "it is" : "they are")}: {Paths(left)}");
        }

        if (why is not null)
        {
            Terminal.Say($"wrote no Terraform: {why}");
        }

        if (missing.Exists(file => file.Path == CofferConfiguration.FileName)
            || additions.Any(addition => addition.Path == CofferConfiguration.FileName))
        {
            Terminal.Say($"look at the key, the bucket and the region of each environment in {CofferConfiguration.FileName}; bucket names "
                + "are unique in the world");
        }

        if (missing.Exists(file => file.IsExecutable))
        {
            Terminal.Say($"to check each commit: git config core.hooksPath {hooks}");
        }
    }

    // A file of somebody's own is left alone, and may lack what keeps secrets whole.
    private static void TellLacking(string folder, IEnumerable<ScaffoldFile> left)
    {
        foreach (var file in left.Where(file => file.NeededLines.Count > 0 && KindOf(folder, file) == FileKind.File))
        {
            var there = Encoding.UTF8.GetString(
                SafeFile.Read(PathOf(folder, file), file.Path, MaxBytes)).Split('\n').Select(line => line.Trim()).ToHashSet();
            List<string> lacking = [.. file.NeededLines.Where(line => !there.Contains(line))];
            if (lacking.Count > 0)
            {
                Terminal.Say($"'{file.Path}' is left as it is, and lacks {(lacking.Count == 1 ? "this line" : "these lines")}; add at its "
                    + $"end:\n{string.Join('\n', lacking.Select(line => $"    {line}"))}");
            }
        }
    }

    private static string Paths(IEnumerable<ScaffoldFile> files) => string.Join(", ", files.Select(file => file.Path));

    private static string PathOf(string folder, ScaffoldFile file) => Path.Combine(folder, Path.Combine(file.Path.Split('/')));

    // A link on the way would lead out of the repository.
    private static FileKind KindOf(string folder, ScaffoldFile file)
    {
        var parent = Path.GetDirectoryName(PathOf(folder, file))!;
        return parent != folder && SafeFile.KindOf(parent, file.Path) is var kind and not (FileKind.Folder or FileKind.Missing)
            ? kind
            : SafeFile.KindOf(PathOf(folder, file), file.Path);
    }

    private static string? Region(App app) =>
        (app.Variable("AWS_REGION") ?? app.Variable("AWS_DEFAULT_REGION")) is { Length: > 0 } region ? region : null;

    // Git takes it from the top of the working tree.
    private static string HooksPath(string folder)
    {
        for (var top = folder; top is not null; top = Path.GetDirectoryName(top))
        {
            if (SafeFile.KindOf(Path.Combine(top, ".git")) != FileKind.Missing)
            {
                return Path.GetRelativePath(top, Path.Combine(folder, GitFiles.Hooks)).Replace('\\', '/');
            }
        }

        return GitFiles.Hooks;
    }
}
