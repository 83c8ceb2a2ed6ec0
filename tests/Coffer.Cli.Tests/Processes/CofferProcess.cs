namespace Coffer.Cli.Tests.Processes;

/// <summary>Runs coffer as a user does: the program, its arguments, and an environment of its own.</summary>
internal static class CofferProcess
{
    /// <param name="arguments">What follows the program's name.</param>
    /// <param name="environment">Added to <see cref="ProcessEnvironment.Minimal"/>.</param>
    /// <param name="directory">Where it runs; the temporary folder unless told otherwise.</param>
    /// <param name="stdin">What it reads; at once at its end unless told otherwise.</param>
    public static Task<ProcessResult> RunAsync(
        IReadOnlyList<string> arguments,
        IEnumerable<KeyValuePair<string, string>>? environment = null,
        string? directory = null,
        byte[]? stdin = null)
    {
        var all = ProcessEnvironment.Minimal();
        foreach ((var name, var value) in environment ?? [])
        {
            all[name] = value;
        }

        return ChildProcess.RunAsync(new ProcessRequest(Executables.Coffer, arguments)
        {
            Environment = all,
            Directory = directory ?? Path.GetTempPath(),
            Stdin = stdin,
        });
    }
}
