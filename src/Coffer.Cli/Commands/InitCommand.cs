using System.CommandLine;
using System.Text;
using Coffer.Cli.Scaffolding;
using Coffer.Core.Configuration;
using Coffer.Core.Model;
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
        var module = new Option<string>("--module")
        {
            Description = "Where Terraform gets the module from: a folder or an address (that of this version, if it is not given)",
            DefaultValueFactory = _ => TerraformRoot.DefaultModule,
        };
        var command = new Command(
            "init", "Write coffer.json, a Terraform root and Git's files here; never over a file") { environments, module };
        command.SetAction(parsed => Run(app, [.. parsed.GetRequiredValue(environments).Distinct()], parsed.GetRequiredValue(module)));
        return command;
    }

    private static int Run(App app, string[] names, string module)
    {
        if (module.Length == 0 || module.Any(char.IsControl))
        {
            throw new CofferException(ErrorCode.Usage, "--module names no folder and no address");
        }

        // What it writes must be what the other commands take.
        RepositoryTrust.Of(app.Variable).Require(app.Folder, app.Folder);
        var asked = ConfigurationFile.New(names, Region(app));
        using var writing = RepositoryLock.Take(app.Folder);
        var environments = Environments(app, asked);
        var lists = EnvironmentList.Of(SecretRepository.At(app.Folder, app.Variable), environments);
        var (terraform, why) = Terraform(app.Folder, environments, lists, module);
        ScaffoldFile[] files = [ConfigurationFile.Of(environments), .. terraform, .. GitFiles.Of(environments)];
        var hooks = HooksPath(app.Folder);
        var missing = files.Where(file => KindOf(app.Folder, file) == FileKind.Missing).ToList();
        foreach (var file in missing)
        {
            AtomicFile.Replace(PathOf(app.Folder, file), file.Path, Encoding.UTF8.GetBytes(file.Content), app.Folder, file.IsExecutable);
        }

        var changed = lists.Where(list => list.Content is not null).ToList();
        foreach (var list in changed)
        {
            AtomicFile.Replace(Path.Combine(app.Folder, list.Name), list.Name, list.Content, app.Folder);
        }

        Tell(app, hooks, files, missing, changed, why);
        return 0;
    }

    // A coffer.json that is there is right: the other files are written for what it says.
    private static IReadOnlyList<EnvironmentSettings> Environments(App app, IReadOnlyList<EnvironmentSettings> asked)
    {
        if (SafeFile.KindOf(Path.Combine(app.Folder, CofferConfiguration.FileName), CofferConfiguration.FileName) == FileKind.Missing)
        {
            return asked.Count > 0 ? asked : ConfigurationFile.New(UsualEnvironments, Region(app));
        }

        var there = app.Repository().Environments;
        var hasAll = asked.All(wanted => there.Any(known => known.Name == wanted.Name));
        if (hasAll && there.Count == 0)
        {
            throw new CofferException(
                ErrorCode.Configuration, $"'{CofferConfiguration.FileName}' is here already, and names no environment", "add one to it");
        }

        return hasAll
            ? there
            : throw new CofferException(
                ErrorCode.CannotWrite,
                $"'{CofferConfiguration.FileName}' is here already, and has no environment of a name that was given",
                $"it has {Named(there)}, and is left as it is: add the environment to it by hand, then run 'coffer init' again");
    }

    // One root has one of each: a second provider or 'terraform' block beside somebody's own would break theirs.
    private static (ScaffoldFile[] Files, string? Why) Terraform(
        string folder, IReadOnlyList<EnvironmentSettings> environments, IReadOnlyList<EnvironmentList> lists, string module)
    {
        if (TerraformRoot.Problem(environments) is { } problem)
        {
            return ([], problem);
        }

        ScaffoldFile[] files = [.. TerraformRoot.Of(environments, lists, module)];
        var foreign = SafeFile.NamesIn(folder, folder)
            .Where(name => name.EndsWith(".tf", StringComparison.Ordinal) || name.EndsWith(".tf.json", StringComparison.Ordinal))
            .Where(name => SafeFile.KindOf(Path.Combine(folder, name), name, followLinks: true) == FileKind.File)
            .FirstOrDefault(name => !files.Any(file => file.Path == name && IsSame(folder, file)));
        return foreign is null
            ? (files, null)
            : ([], $"'{AddressGrammar.Printable(foreign)}' is here already, and these files belong together");
    }

    private static void Tell(
        App app, string hooks, ScaffoldFile[] files, List<ScaffoldFile> missing, List<EnvironmentList> lists, string? why)
    {
        var left = files.Except(missing).ToList();
        TellLacking(app.Folder, left);
        if (missing.Count == 0 && lists.Count == 0)
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

        lists.ForEach(list => Terminal.Say(list.Told));
        if (left.Count > 0)
        {
            Terminal.Say($"left as {(left.Count == 1 ? "it is" : "they are")}: {Paths(left)}");
        }

        if (why is not null)
        {
            Terminal.Say($"wrote no Terraform: {why}");
        }

        if (missing.Exists(file => file.Path == CofferConfiguration.FileName))
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

    private static string Named(IEnumerable<EnvironmentSettings> environments) =>
        string.Join(", ", environments.Select(environment => $"'{environment.Name}'"));

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

    private static bool IsSame(string folder, ScaffoldFile file) =>
        SafeFile.KindOf(PathOf(folder, file), file.Path) == FileKind.File
        && SafeFile.Read(PathOf(folder, file), file.Path, int.MaxValue).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(file.Content));

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
