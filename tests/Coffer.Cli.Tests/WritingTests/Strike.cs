using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.WritingTests;

/// <summary>Lets the system refuse calls of coffer: strace answers in its place.</summary>
internal static class Strike
{
    /// <summary>Runs coffer with some calls failing.</summary>
    /// <param name="repository">Where it runs.</param>
    /// <param name="calls">Names of system calls, as strace has them, for example <c>fsync</c>.</param>
    /// <param name="error">For example <c>EIO</c>.</param>
    /// <param name="path">Only those on this path, where one is given.</param>
    /// <param name="arguments">coffer's.</param>
    /// <returns>Null where no such call came.</returns>
    public static async Task<ProcessResult?> RunAsync(
        SealedRepository repository, string calls, string error, string? path, params IReadOnlyList<string> arguments)
    {
        Assert.SkipUnless(Executables.IsThere("strace"), "needs strace");
        var log = Path.GetTempFileName();
        try
        {
            string[] only = path is null ? [] : ["-P", path];
            var result = await ChildProcess.RunAsync(repository.Request(
                "strace",
                [
                    "-f",
                    "-o",
                    log,
                    .. only,
                    "-e",
                    $"trace={calls}",
                    "-e",
                    $"inject={calls}:error={error}",
                    Executables.Coffer,
                    .. arguments]));
            var trace = await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken);
            return trace.Contains("(INJECTED)", StringComparison.Ordinal) ? result : null;
        }
        finally
        {
            File.Delete(log);
        }
    }
}
