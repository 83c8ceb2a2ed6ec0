using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace Coffer.Cli.Prompting;

/// <summary>
/// The terminal that this process belongs to, opened by its own name as ssh and sudo do: wherever stdin, stdout and stderr lead, the
/// question is seen and the answer is not.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe partial class TerminalDevice : IDisposable
{
    private const string Name = "/dev/tty";
    private const int ReadWrite = 2;
    private const int SettingsBytes = 128;
    private const int InputFlagsAt = 0;
    private const int StripTopBit = 0x20;
    private const int ChangeLineEnds = 0x1c0;
    private const int StopAndGo = 0x400;
    private const int LocalFlagsAt = 12;
    private const int Echo = 0x8;
    private const int Canonical = 0x2;
    private const int SignalKeys = 0x1;
    private const int ExtendedKeys = 0x8000;
    private const int NowAndForget = 2;
    private const int InputQueue = 0;
    private const short Readable = 1;
    private const int Interrupt = 2;
    private const int QuitSignal = 3;

    // A paste that nothing marks is in the queue as a whole; nobody presses Enter twice within this time.
    private const int PauseMilliseconds = 20;

    private static readonly byte[] Signs = "-+*/.~="u8.ToArray();

    private readonly LinuxFile device;
    private readonly byte[] before = new byte[SettingsBytes];
    private readonly List<PosixSignalRegistration> signals = [];
    private int sign = -1;
    private int restored;

    private TerminalDevice(LinuxFile device)
    {
        this.device = device;
        Posix.Require(GetSettings(device.Descriptor, before));
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
        {
            signals.Add(PosixSignalRegistration.Create(signal, _ => Restore()));
        }

        var hidden = (byte[])before.Clone();
        Clear(hidden, LocalFlagsAt, Echo | Canonical | SignalKeys | ExtendedKeys);
        Clear(hidden, InputFlagsAt, StripTopBit | ChangeLineEnds | StopAndGo);
        Posix.Require(SetSettings(device.Descriptor, NowAndForget, hidden));
    }

    /// <summary>Ends the echo: from here on nothing that is typed is seen.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where there is no terminal to ask on.</exception>
    public static TerminalDevice Hide() => Asking(() => new TerminalDevice(Open()));

    /// <summary>Asks, and feeds a line until it ends.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where the terminal has gone.</exception>
    public HiddenLineState Ask(string prompt, HiddenLine line)
    {
        var state = Asking(() => Converse(prompt, line));
        if (state is HiddenLineState.Interrupted or HiddenLineState.Quit)
        {
            // As the key would have done: the program that started us sees a process that a signal ended.
            Dispose();
            _ = Kill(GetProcess(), state == HiddenLineState.Interrupted ? Interrupt : QuitSignal);
            Thread.Sleep(Timeout.Infinite);
        }

        return state;
    }

    private static T Asking<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (SystemCallException exception)
        {
            throw new CofferException(
                ErrorCode.Configuration,
                $"the terminal cannot be asked for a value: {FileTrouble.Cause(exception)}",
                "pipe the value in, or name a file: --from-file",
                exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Restore();
        signals.ForEach(signal => signal.Dispose());
        signals.Clear();
        device.Dispose();
    }

    private static void Clear(byte[] settings, int at, int flags) =>
        BitConverter.TryWriteBytes(settings.AsSpan(at), BitConverter.ToInt32(settings, at) & ~flags);

    // A process without a terminal of its own may have one as stdin all the same.
    private static LinuxFile Open()
    {
        try
        {
            return LinuxFile.Open(Name, ReadWrite);
        }
        catch (SystemCallException)
        {
            return LinuxFile.Open("/proc/self/fd/0", ReadWrite);
        }
    }

    private HiddenLineState Converse(string prompt, HiddenLine line)
    {
        // What is pasted is to be marked from here on.
        sign = -1;
        device.Write(Encoding.UTF8.GetBytes($"\u001b[?2004h{prompt}"));
        var one = GC.AllocateArray<byte>(1, pinned: true);
        var state = HiddenLineState.More;
        while (state == HiddenLineState.More)
        {
            state = device.Read(one) == 0 ? HiddenLineState.NoInput : line.Feed(one[0]);
            ShowSign();
        }

        Array.Clear(one);
        if (state == HiddenLineState.Done && IsMoreWaiting())
        {
            state = HiddenLineState.Unmarked;
        }

        if (state is HiddenLineState.Unmarked or HiddenLineState.TooLong)
        {
            do
            {
                _ = Flush(device.Descriptor, InputQueue);
            }
            while (IsMoreWaiting());
        }

        device.Write("\b \b\n"u8);
        return state;
    }

    // Something arrived: another sign each time, by chance, so that they cannot be counted afterwards.
    private void ShowSign()
    {
        var next = RandomNumberGenerator.GetInt32(Signs.Length - 1);
        next += sign >= 0 && next >= sign ? 1 : 0;
        device.Write(sign < 0 ? [Signs[next]] : [(byte)'\b', Signs[next]]);
        sign = next;
    }

    private bool IsMoreWaiting()
    {
        var waiting = new Poll { Descriptor = device.Descriptor, Events = Readable };
        return WaitFor(&waiting, 1, PauseMilliseconds) > 0;
    }

    private void Restore()
    {
        if (Interlocked.Exchange(ref restored, 1) == 0)
        {
            device.Write("\u001b[?2004l"u8);
            _ = SetSettings(device.Descriptor, NowAndForget, before);
        }
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetSettings(int file, byte[] settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetSettings(int file, int when, byte[] settings);

    [LibraryImport("libc", EntryPoint = "tcflush", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flush(int file, int queue);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int WaitFor(Poll* files, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "getpid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetProcess();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);

    [StructLayout(LayoutKind.Sequential)]
    private struct Poll
    {
        public int Descriptor;
        public short Events;
        public short Answer;
    }
}
