namespace Coffer.Cli.Tests.Processes;

/// <summary>The programs under test: the built ones, or those that COFFER_BIN and COFFER_LOCAL_BIN name.</summary>
internal static class Executables
{
    public static string Coffer { get; } = Find("COFFER_BIN", "coffer");

    public static string CofferLocal { get; } = Find("COFFER_LOCAL_BIN", "coffer-local");

    private static string Find(string variable, string name)
    {
        string path = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given
            ? Path.GetFullPath(given)
            : Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? name + ".exe" : name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"there is no {name} at {path}", path);
    }
}
