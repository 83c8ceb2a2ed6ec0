using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Coffer.Cli.Prompting;

namespace Coffer.Cli.Editing;

/// <summary>
/// One edit from its first byte in memory to the last: the folder, the editor, and what signals do meanwhile. A stop (SIGTERM, the end
/// of the terminal) ends the editor, removes the folder and changes nothing; keys that the terminal makes signals of are the editor's.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed partial class EditSession : IDisposable
{
    private const int Terminate = 15;

    private const int FileMode = 0x180;

    private static readonly TimeSpan GraceTime = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource stopping = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly EditorCommand editor;
    private readonly EditFolder folder;
    private readonly string file;
    private volatile bool isEditing;

    public EditSession(Func<string, string?> variable, string fileName)
    {
        editor = EditorCommand.Find(variable);
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            registrations.Add(PosixSignalRegistration.Create(signal, Handle));
        }

        folder = EditFolder.Make(variable);
        file = Path.Combine(folder.Path, fileName);
    }

    /// <summary>Removes what the editor was given, at the end of an edit.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/> where it is still there.</exception>
    public void Remove() => folder.Remove();

    /// <summary>Cancelled when the edit is to end.</summary>
    public CancellationToken Stopped => stopping.Token;

    /// <summary>Opens the editor on a text.</summary>
    /// <returns>What is there when the editor has ended; the caller disposes of it.</returns>
    /// <exception cref="CofferException">The editor failed, or a signal came.</exception>
    public async Task<SecretValue> RunAsync(SecretValue text)
    {
        Disk.Own.Delete(file);
        using (var made = LinuxFile.Open(file, Posix.WriteOnly | Posix.Create | Posix.OnlyNew, FileMode))
        {
            made.Write(text.Reveal());
            made.Close();
        }

        var code = await StartAsync();
        if (Stopped.IsCancellationRequested)
        {
            throw WasStopped();
        }

        return code == 0
            ? Content()
            : throw new CofferException(ErrorCode.CannotWrite, $"the editor ended with {code}", "what it left was not taken");
    }

    /// <summary>What is in the file.</summary>
    public SecretValue Content()
    {
        var bytes = SafeFile.Read(file, "the edited file", Coffer.Core.Repository.SecretRepository.MaxFileBytes);
        try
        {
            return SecretValue.CopyOf(bytes);
        }
        finally
        {
            Array.Clear(bytes);
        }
    }

    /// <summary>Asks on the terminal whether to go on.</summary>
    /// <returns>False where the answer is no, or where there is no terminal.</returns>
    public async Task<bool> AskAsync(string question)
    {
        var answer = await TerminalQuestion.AskAsync(question, Stopped);
        return Stopped.IsCancellationRequested ? throw WasStopped() : answer is "";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Where an edit has failed, nothing has removed it.
        folder.Dispose();
        registrations.ForEach(registration => registration.Dispose());
        stopping.Dispose();
    }

    private async Task<int> StartAsync()
    {
        var start = new ProcessStartInfo(editor.Program, [.. editor.Arguments, file])
        {
            UseShellExecute = false,
            WorkingDirectory = folder.Path,
        };

        // Where editors and their extensions put what they do not put beside the file.
        foreach (var name in (string[])["TMPDIR", "TMP", "TEMP", "XDG_STATE_HOME", "XDG_CACHE_HOME"])
        {
            start.Environment[name] = folder.Path;
        }

        try
        {
            isEditing = true;
            using var process = Process.Start(start)!;
            await using var ending = Stopped.Register(() => End(process));
            await process.WaitForExitAsync(CancellationToken.None);
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new CofferException(
                ErrorCode.Configuration, "the editor cannot be started", "look at VISUAL and EDITOR", exception);
        }
        finally
        {
            isEditing = false;
        }
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!isEditing || context.Signal is PosixSignal.SIGTERM or PosixSignal.SIGHUP)
        {
            stopping.Cancel();
        }
    }

    // First asked, so that it gives the terminal back as it was.
    private static void End(Process process)
    {
        try
        {
            _ = Kill(process.Id, Terminate);
            if (!process.WaitForExit(GraceTime))
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException)
        {
            // It has ended meanwhile.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    private static CofferException WasStopped() =>
        new(ErrorCode.Temporary, "the edit was stopped by a signal", "what was not written yet is gone: start it again");
}
