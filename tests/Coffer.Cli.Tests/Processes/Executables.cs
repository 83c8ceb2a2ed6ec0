namespace Coffer.Cli.Tests.Processes;

/// <summary>The programs under test: the built ones, or those that COFFER_BIN and COFFER_LOCAL_BIN name.</summary>
internal static class Executables
{
    public static string Coffer => Find("COFFER_BIN", "coffer");

    public static string CofferLocal => Find("COFFER_LOCAL_BIN", "coffer-local");

    /// <summary>Whether a program is named: it is the native one then.</summary>
    public static bool IsNative => Environment.GetEnvironmentVariable("COFFER_BIN") is { Length: > 0 };

    /// <summary>
    /// How often something is done that is worth doing often: all of it for the native one, which starts in milliseconds, a fifth where the
    /// runtime starts each time.
    /// </summary>
    public static int Often(int times) => IsNative ? times : times / 5;

    /// <summary>Whether a program that some tests need beside the SDK is here; without it they are left out, and say so.</summary>
    public static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string Find(string variable, string name)
    {
        var path = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given
            ? Path.GetFullPath(given)
            : Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? name + ".exe" : name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"there is no {name} at {path}", path);
    }
}
