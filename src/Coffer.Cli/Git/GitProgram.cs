using System.ComponentModel;
using System.Diagnostics;
using Coffer.Core.Model;

namespace Coffer.Cli.Git;

/// <summary>What a run of git left.</summary>
/// <param name="ExitCode">Its exit code; null where it was ended at the limit.</param>
/// <param name="Output">Its stdout; what had come by the limit.</param>
/// <param name="Errors">The first line of its stderr, fit for a terminal.</param>
internal sealed record GitResult(int? ExitCode, byte[] Output, string Errors);

/// <summary>
/// Runs git to ask it something: without a shell, within a limit, and without what a repository of somebody else's could
/// make it run: no monitor, no hooks, no signatures' program, no fetch of missing objects, no bare repository within a work tree.
/// </summary>
internal static class GitProgram
{
    /// <summary>How long a question may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly string[] Settings =
    [
        "core.fsmonitor=false",
        "core.hooksPath=/dev/null",
        "core.quotePath=false",
        "core.pager=cat",
        "log.showSignature=false",
        "submodule.recurse=false",
        "safe.bareRepository=explicit",
    ];

    // Of Git's variables, those that say where the user's settings are. The others are of the Git that called us, perhaps
    // for another repository: a hook has them.
    private static readonly string[] KeptVariables =
    [
        "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM",
        "GIT_EXEC_PATH",
    ];

    private static readonly (string Name, string Value)[] OwnVariables =
    [
        ("GIT_OPTIONAL_LOCKS", "0"),
        ("GIT_TERMINAL_PROMPT", "0"),
        ("GIT_NO_LAZY_FETCH", "1"),
        ("GIT_ALLOW_PROTOCOL", "none"),
        ("GIT_NO_REPLACE_OBJECTS", "1"),
        ("LC_ALL", "C"),
    ];

    /// <summary>
    /// Where git is; null where it is not on the PATH. Looked for here, as .NET would look in the current folder first,
    /// and that is a folder of the repository.
    /// </summary>
    public static string? Path { get; } = ProgramPath.Find(OperatingSystem.IsWindows() ? "git.exe" : "git");

    /// <summary>Asks git.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="arguments">What.</param>
    /// <param name="input">Its stdin.</param>
    /// <param name="limit">How long it may take; <see cref="Limit"/> where none is given.</param>
    /// <param name="variables">Variables of Git's that count all the same.</param>
    /// <exception cref="CofferException">It cannot be started, or what it says cannot be read.</exception>
    public static GitResult Run(
        string folder,
        IReadOnlyList<string> arguments,
        byte[]? input = null,
        TimeSpan? limit = null,
        IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(Path!, [.. Settings.SelectMany(setting => (string[])["-c", setting]), .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        SetEnvironment(start.Environment, variables);
        using var process = Started(start);
        var ended = false;
        using var watch = new Timer(_ => { ended = true; Kill(process); }, null, limit ?? Limit, Timeout.InfiniteTimeSpan);
        var writing = Task.Run(() => Feed(process, input ?? []));
        var errors = Task.Run(() => ReadAll(process.StandardError.BaseStream));
        var output = ReadAll(process.StandardOutput.BaseStream);
        process.WaitForExit();
        writing.Wait();
        if (!ended && (output.Failure ?? errors.Result.Failure) is { } failure)
        {
            throw new CofferException(
                ErrorCode.Temporary,
                $"what 'git' says cannot be read: {FileTrouble.Cause(failure)}",
                "run the same command again",
                failure);
        }

        return new GitResult(ended ? null : process.ExitCode, output.Bytes, FirstLine(errors.Result.Bytes));
    }

    private static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            var cause = exception is Win32Exception { NativeErrorCode: var code }
                ? SystemError.Describe(code)
                : FileTrouble.Cause(exception);
            throw new CofferException(
                ErrorCode.Configuration,
                $"'{start.FileName}' cannot be started: {cause}",
                "look at that file, and at the limits of files and processes ('ulimit -a'); where Git is not meant to be asked, take it "
                    + "off PATH",
                exception);
        }
    }

    private static void SetEnvironment(IDictionary<string, string?> environment, IReadOnlyDictionary<string, string>? variables)
    {
        // Git needs no credentials of AWS and no secrets.
        foreach (var name in environment.Keys.Where(IsForeign).ToList())
        {
            environment.Remove(name);
        }

        foreach (var (name, value) in OwnVariables)
        {
            environment[name] = value;
        }

        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            environment[name] = value;
        }
    }

    private static bool IsForeign(string name) =>
        name.StartsWith("AWS_", StringComparison.Ordinal)
        || name.StartsWith(Coffer.Core.Configuration.CofferVariables.Prefix, StringComparison.Ordinal)
        || (name.StartsWith("GIT_", StringComparison.Ordinal) && !KeptVariables.Contains(name));

    private static void Feed(Process process, byte[] input)
    {
        try
        {
            using var stdin = process.StandardInput.BaseStream;
            stdin.Write(input);
        }
        catch (IOException)
        {
            // It ended without reading all; its exit code tells.
        }
    }

    // What was read before a failure is no whole answer, but where the program was ended.
    private static (byte[] Bytes, IOException? Failure) ReadAll(Stream stream)
    {
        using var all = new MemoryStream();
        try
        {
            stream.CopyTo(all);
            return (all.ToArray(), null);
        }
        catch (IOException exception)
        {
            return (all.ToArray(), exception);
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended meanwhile.
        }
    }

    private static string FirstLine(byte[] errors)
    {
        var text = System.Text.Encoding.UTF8.GetString(errors).Split('\n')[0].Trim();
        return AddressGrammar.Printable(text.StartsWith("fatal: ", StringComparison.Ordinal) ? text["fatal: ".Length..] : text);
    }
}
