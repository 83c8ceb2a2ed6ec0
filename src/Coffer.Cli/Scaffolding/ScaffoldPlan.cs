using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli.Scaffolding;

/// <summary>What <c>init</c> is going to do in a folder: decided before anything is written.</summary>
/// <param name="Files">The files that a repository needs; those that are there stay.</param>
/// <param name="Additions">What is added to files that are there.</param>
/// <param name="Lists">The lists of secrets.</param>
/// <param name="Module">The carried module; null where Terraform takes it from elsewhere.</param>
/// <param name="Why">Why Terraform's files are left out; null where they are not.</param>
internal sealed record ScaffoldPlan(
    IReadOnlyList<ScaffoldFile> Files,
    IReadOnlyList<ScaffoldAddition> Additions,
    IReadOnlyList<EnvironmentList> Lists,
    ModuleFolder? Module,
    string? Why)
{
    /// <summary>Decides.</summary>
    /// <param name="app">The world.</param>
    /// <param name="asked">The environments that were named.</param>
    /// <param name="usual">Those for a new repository where none was named.</param>
    /// <param name="module">Where the module comes from; null where nothing was said.</param>
    public static ScaffoldPlan For(
        App app, IReadOnlyList<EnvironmentSettings> asked, Func<IReadOnlyList<EnvironmentSettings>> usual, string? module)
    {
        var (folder, (environments, added)) = (app.Folder, Environments(app, asked, usual));
        var lists = EnvironmentList.Of(SecretRepository.At(folder, app.Variable), environments);
        var source = module is not null ? HclText.Quoted(module)
            : AddedEnvironments.TextOf(folder, TerraformRoot.MainFile) is { } main && TerraformRoot.SourceIn(main) is { } known ? known
            : HclText.Quoted(CarriedModule.Source);
        var blocks = TerraformRoot.Blocks(environments, lists, source);
        var why = TerraformRoot.Problem(environments) ?? Foreign(folder, blocks);
        var isCarried = why is null && source == HclText.Quoted(CarriedModule.Source);
        if (isCarried)
        {
            CarriedModule.RequireFree(environments);
        }

        return new ScaffoldPlan(
            [ConfigurationFile.Of(environments), .. why is null ? TerraformRoot.Of(blocks) : [], .. GitFiles.Of(environments)],
            [
                .. why is null ? Terraform(folder, blocks) : [],
                .. AddedEnvironments.Of(folder, added),
            ],
            lists,
            isCarried ? ModuleFolder.In(folder) : null,
            why);
    }

    // A coffer.json that is there is right: the other files are written for what it says, and environments are added to it.
    private static (IReadOnlyList<EnvironmentSettings> All, IReadOnlyList<EnvironmentSettings> Added) Environments(
        App app, IReadOnlyList<EnvironmentSettings> asked, Func<IReadOnlyList<EnvironmentSettings>> usual)
    {
        if (SafeFile.KindOf(Path.Combine(app.Folder, CofferConfiguration.FileName), CofferConfiguration.FileName) == FileKind.Missing)
        {
            return (asked.Count > 0 ? asked : usual(), []);
        }

        var repository = app.Repository();
        var there = repository.IsConfigured ? repository.Environments : [];
        List<EnvironmentSettings> added = [.. asked.Where(wanted => there.All(known => known.Name != wanted.Name))];
        return there.Count + added.Count > 0
            ? ([.. there, .. added], added)
            : throw new CofferException(
                ErrorCode.Configuration,
                $"'{CofferConfiguration.FileName}' is here already, and names no environment",
                "name one, for example: coffer init staging");
    }

    private static IEnumerable<ScaffoldAddition> Terraform(string folder, IReadOnlyList<TerraformBlocks> blocks) =>
        TerraformRoot.FileNames.Select(name => AddedEnvironments.ToTerraform(folder, name, blocks)).OfType<ScaffoldAddition>();

    // One root has one of each: a second provider or 'terraform' block beside somebody's own would break theirs. Beside a main.tf of
    // ours, other files are the root's own.
    private static string? Foreign(string folder, IReadOnlyList<TerraformBlocks> blocks)
    {
        bool IsOurs(string name) =>
            AddedEnvironments.TextOf(folder, name) is { } content && AddedEnvironments.IsOurs(name, content, blocks);

        var foreign = SafeFile.NamesIn(folder, folder)
            .Where(name => name.EndsWith(".tf", StringComparison.Ordinal) || name.EndsWith(".tf.json", StringComparison.Ordinal))
            .Where(name => SafeFile.KindOf(Path.Combine(folder, name), name, followLinks: true) == FileKind.File)
            .FirstOrDefault(name => TerraformRoot.FileNames.Contains(name) ? !IsOurs(name) : !IsOurs(TerraformRoot.MainFile));
        return foreign is null ? null : $"'{AddressGrammar.Printable(foreign)}' is here already, and these files belong together";
    }
}
