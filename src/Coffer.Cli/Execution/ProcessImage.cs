using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Coffer.Core.Model;

namespace Coffer.Cli.Execution;

/// <summary>
/// Becomes the command: execve(2) in the same process, so that signals, exit code, descriptors and terminal are the
/// command's own and no parent is left.
/// </summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class ProcessImage
{
    /// <summary>The command exists and cannot be run.</summary>
    public const int CannotRun = 126;

    /// <summary>The command does not exist.</summary>
    public const int NotFound = 127;

    private const int NoSuchFile = 2;
    private const int TooBig = 7;
    private const int BadFormat = 8;
    private const int NoAccess = 13;
    private const int NoFolder = 20;
    private const int MayExecute = 1;
    private const int SetDumpable = 4;

    // What execvp(3) searches where PATH is unset.
    private static readonly byte[] DefaultPath = "/bin:/usr/bin"u8.ToArray();

    /// <summary>
    /// From here on no core dump holds what this process reads, and no other process of the user looks into it; execve lifts it for
    /// the command. The native binary has done it before Main (Native/undumpable.c).
    /// </summary>
    public static void ForbidCoreDumps() => _ = ProcessControl(SetDumpable, 0, 0, 0, 0);

    /// <summary>Replaces this process.</summary>
    /// <returns>Only where it failed: 126 or 127, and the failure in words.</returns>
    public static (int ExitCode, CofferException Failure) Become(IReadOnlyList<byte[]> arguments, EnvironmentBlock environment)
    {
        var argv = NativeStrings.List([.. arguments.Select(argument => NativeStrings.Copy(argument))]);
        var envp = environment.ToPointers();
        Signals.Restore();
        return Failed(arguments[0], environment, Search(arguments[0], environment, path => Execute((byte*)path, argv, envp)));
    }

    /// <summary>Whether it is known before that it will fail: 126 or 127, and the failure in words; null where it is not.</summary>
    public static (int ExitCode, CofferException Failure)? Refusal(IReadOnlyList<byte[]> arguments, EnvironmentBlock environment) =>
        Search(arguments[0], environment, path => Access((byte*)path, MayExecute)) is var error and not 0
            ? Failed(arguments[0], environment, error)
            : null;

    /// <summary>Tries one candidate after the other, as execvp(3) does.</summary>
    /// <returns>0, or the errno that says most.</returns>
    private static int Search(byte[] command, EnvironmentBlock environment, Func<nint, int> attempt)
    {
        var error = NoSuchFile;
        foreach (var path in Candidates(command, environment.Find("PATH") ?? DefaultPath))
        {
            if (attempt(NativeStrings.Copy(path)) == 0)
            {
                return 0;
            }

            var code = Marshal.GetLastPInvokeError();
            if (code is not (NoSuchFile or NoFolder))
            {
                error = code;
                if (code != NoAccess)
                {
                    break;
                }
            }
        }

        return error;
    }

    private static (int ExitCode, CofferException Failure) Failed(byte[] command, EnvironmentBlock environment, int error) =>
        (error == NoSuchFile ? NotFound : CannotRun, error == BadFormat ? NoProgram(command, environment) : Explain(command, error));

    private static CofferException NoProgram(byte[] command, EnvironmentBlock environment)
    {
        var name = AddressGrammar.Printable(Encoding.UTF8.GetString(command));
        var foreign = Candidates(command, environment.Find("PATH") ?? DefaultPath)
            .Select(path => ForeignProgram.ProcessorOf(Encoding.UTF8.GetString(path))).FirstOrDefault(processor => processor is not null);
        return foreign is null || foreign == ForeignProgram.Here
            ? new CofferException(
                ErrorCode.Malformed,
                $"the command '{name}' cannot be run: it is no program",
                "a script needs a first line such as '#!/bin/sh'")
            : new CofferException(
                ErrorCode.Malformed,
                $"the command '{name}' cannot be run: it is a program for {foreign}, and this machine is {ForeignProgram.Here}",
                "build or pull the image for this machine's platform (docker build --platform linux/…)");
    }

    private static IEnumerable<byte[]> Candidates(byte[] command, byte[] path)
    {
        if (command.Length == 0 || command.Contains((byte)'/'))
        {
            yield return command;
            yield break;
        }

        var start = 0;
        while (start <= path.Length)
        {
            var end = Array.IndexOf(path, (byte)':', start);
            end = end < 0 ? path.Length : end;
            yield return end == start ? command : [.. path[start..end], (byte)'/', .. command];
            start = end + 1;
        }
    }

    private static CofferException Explain(byte[] command, int error)
    {
        var name = AddressGrammar.Printable(Encoding.UTF8.GetString(command));
        return error switch
        {
            NoSuchFile => new CofferException(
                ErrorCode.NotFound,
                $"the command '{name}' is not found",
                "look at its spelling and at PATH; a script's first line may name a missing interpreter, and a program a missing loader "
                    + "(one made for glibc, on Alpine)"),
            NoAccess => new CofferException(
                ErrorCode.Denied,
                $"the command '{name}' cannot be run: permission denied",
                "make it executable ('chmod +x'); a folder is no command"),
            TooBig => new CofferException(
                ErrorCode.Malformed,
                $"the command '{name}' cannot be run: its arguments and environment are too large",
                "pass large secrets as files: '--file NAME', or all of them with '--dir'"),
            _ => new CofferException(ErrorCode.Denied, $"the command '{name}' cannot be run: {SystemError.Describe(error)}"),
        };
    }

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true)]
    private static partial int Execute(byte* path, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true)]
    private static partial int Access(byte* path, int mode);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);
}
