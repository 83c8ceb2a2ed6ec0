namespace Coffer.Cli.Tests.Processes;

/// <summary>The programs under test: the built ones, or those that COFFER_BIN and COFFER_LOCAL_BIN name.</summary>
internal static class Executables
{
    public static string Coffer => Find("COFFER_BIN", "coffer");

    public static string CofferLocal => Find("COFFER_LOCAL_BIN", "coffer-local");

    /// <summary>
    /// How often something is done that is worth doing often: all of it where a program is named (the native one starts in
    /// milliseconds), a fifth where the runtime starts each time.
    /// </summary>
    public static int Often(int times) => Environment.GetEnvironmentVariable("COFFER_BIN") is { Length: > 0 } ? times : times / 5;

    private static string Find(string variable, string name)
    {
        string path = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given
            ? Path.GetFullPath(given)
            : Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? name + ".exe" : name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"there is no {name} at {path}", path);
    }
}
