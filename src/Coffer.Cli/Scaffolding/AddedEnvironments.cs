using System.Text;
using Coffer.Core.Configuration;

namespace Coffer.Cli.Scaffolding;

/// <summary>
/// What further environments need in the files that are there: a field in <c>coffer.json</c>, their blocks at the end of Terraform's
/// files, their lines at the end of Git's. Every byte before stays.
/// </summary>
internal static class AddedEnvironments
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>The additions to <c>coffer.json</c> and to Git's files.</summary>
    public static IEnumerable<ScaffoldAddition> Of(string folder, IReadOnlyList<EnvironmentSettings> added)
    {
        if (added.Count == 0)
        {
            yield break;
        }

        foreach (var file in GitFiles.Of(added).Where(file => !file.IsExecutable))
        {
            if (Read(folder, file.Path) is { } there
                && file.NeededLines.Except(Text(there).Split('\n').Select(line => line.Trim())).ToList() is { Count: > 0 } lacking)
            {
                yield return Appended(file.Path, Text(there), string.Concat(lacking.Select(line => $"{line}\n")));
            }
        }

        // The last one: what was interrupted before is done again.
        yield return new ScaffoldAddition(
            CofferConfiguration.FileName, ConfigurationFile.With(Read(folder, CofferConfiguration.FileName)!, added));
    }

    /// <summary>
    /// The blocks that one of Terraform's files lacks, at its end; null where <c>init</c> did not write that file, or where it has all.
    /// </summary>
    public static ScaffoldAddition? ToTerraform(string folder, string name, IReadOnlyList<TerraformBlocks> all)
    {
        if (TextOf(folder, name) is not { } there || !IsOurs(name, there, all))
        {
            return null;
        }

        var lacking = string.Concat(all.Where(blocks => !blocks.AreIn(name, there)).Select(blocks => blocks.For(name)));
        return lacking.Length == 0 ? null : Appended(name, there, lacking);
    }

    /// <summary>Whether one of Terraform's files has the block of an environment.</summary>
    public static bool IsOurs(string name, string content, IReadOnlyList<TerraformBlocks> all) =>
        all.Any(blocks => blocks.AreIn(name, content));

    /// <summary>The text of a file, for what is looked for in it; null where it is not there.</summary>
    public static string? TextOf(string folder, string name) => Read(folder, name) is { } there ? Text(there) : null;

    private static ScaffoldAddition Appended(string name, string there, string more) =>
        new(name, Encoding.UTF8.GetBytes($"{there}{(there.Length == 0 || there.EndsWith('\n') ? "" : "\n")}{more}"));

    private static byte[]? Read(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return SafeFile.KindOf(path, name) == FileKind.File ? SafeFile.Read(path, name, MaxBytes) : null;
    }

    private static string Text(byte[] content) => Encoding.UTF8.GetString(content);
}
