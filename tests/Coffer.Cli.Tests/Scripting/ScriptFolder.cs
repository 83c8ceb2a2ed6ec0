namespace Coffer.Cli.Tests.Scripting;

/// <summary>The scripts in the source tree: there, so that golden sections can be rewritten in place.</summary>
internal static class ScriptFolder
{
    /// <summary>The root of the source tree.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static readonly string Folder = Path.Combine(Root, "tests", "Coffer.Cli.Tests", "Scripts");

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.txt").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    public static string PathOf(string name) => Path.Combine(Folder, name);

    private static string Find(string? directory)
    {
        while (directory is not null && !File.Exists(Path.Combine(directory, "Coffer.slnx")))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return directory ?? throw new DirectoryNotFoundException("no source tree above the tests");
    }
}
