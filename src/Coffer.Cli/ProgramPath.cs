namespace Coffer.Cli;

/// <summary>
/// Where a program is. Looked for here, as .NET would look in the current folder first, and that is a folder of the repository.
/// </summary>
internal static class ProgramPath
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Its path; null where it is not on the PATH.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(IsProgram);

    // A shell passes over what it may not look at, too.
#pragma warning disable RS0030
    private static bool IsProgram(string path)
    {
        try
        {
            return OperatingSystem.IsWindows()
                ? !File.GetAttributes(path).HasFlag(FileAttributes.Directory)
                : (File.GetUnixFileMode(path) & Executable) != 0 && !File.GetAttributes(path).HasFlag(FileAttributes.Directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
#pragma warning restore RS0030
}
