using System.Diagnostics;
using System.Runtime.InteropServices;
using Coffer.Cli.Tests.Processes;
using Coffer.Cli.Tests.Scripting;
using Xunit;

namespace Coffer.Cli.Tests.SetTests;

/// <summary>
/// coffer edit, struck at each of its steps: the editor is killed, the terminal goes, coffer is stopped or killed. Whatever happens, each
/// secret has its old value or its new one, and no plaintext is in a file of the test's own root: home, temporary folder, repository.
/// </summary>
public sealed partial class InterruptedEditTests : IAsyncLifetime
{
    private const string Old = "the value of secret 01";
    private const string New = "the-new-value-of-4711";
    private const int Stop = 15;
    private const int HangUp = 1;
    private const int Kill = 9;

    private static readonly int Kills = Executables.Often(40);

    private readonly SealedRepository repository = new();
    private readonly CanaryWatch canaries = new();

    private string Memory => Path.Combine("/dev/shm", Path.GetFileName(repository.Folder));

    public async ValueTask InitializeAsync()
    {
        await repository.InitializeAsync();
        Directory.CreateDirectory(Memory);
        foreach (var folder in (string[])["home", "tmp"])
        {
            Directory.CreateDirectory(Path.Combine(repository.Folder, folder));
        }

        canaries.Declare(Old);
        canaries.Declare(New);
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(Memory, recursive: true);
        File.Delete($"{Memory}.sh");
        await repository.DisposeAsync();
    }

    [NativeTheory]
    [InlineData("editor", Kill)]
    [InlineData("coffer", Stop)]
    [InlineData("coffer", HangUp)]
    public async Task What_is_struck_while_the_editor_is_open_changes_nothing_and_leaves_nothing(string who, int signal)
    {
        using var coffer = await StartAndWaitForTheEditorAsync("staging/api");
        Assert.NotEmpty(Directory.EnumerateFiles(Memory, "*", SearchOption.AllDirectories));
        Assert.Equal(0, kill(who == "editor" ? EditorProcess() : coffer.Id, signal));
        await coffer.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(who == "editor" ? 73 : 75, coffer.ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Memory));
        await CheckAsync(Old);
    }

    [NativeFact]
    public async Task What_a_killed_coffer_leaves_in_memory_goes_with_the_next_edit()
    {
        using (var coffer = await StartAndWaitForTheEditorAsync("staging/api"))
        {
            Assert.Equal(0, kill(coffer.Id, Kill));
            await coffer.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, kill(EditorProcess(), Kill));
        }

        Assert.Single(Directory.EnumerateFileSystemEntries(Memory));
        await CheckAsync(Old);
        await WriteEditorAsync("exit 0");
        var next = await ChildProcess.RunAsync(Request("edit", "staging/api"));
        Assert.Equal(0, next.ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Memory));
    }

    [NativeFact]
    public async Task The_end_of_the_terminal_ends_the_editor_and_changes_nothing()
    {
        await WriteEditorAsync("echo $$ >editor.pid; sed -i 's/^SECRET_01=.*/SECRET_01=" + New + "/' \"$1\"; exec sleep 300");
        using var pty = Pty.Open();
        var request = Request("edit", "staging/api");
        const string Launch = "exec env --default-signal=HUP setsid --ctty --wait \"$0\" edit staging/api <\"$1\" >\"$1\" 2>\"$1\"";
        using var process = ChildProcess.Start(
            request with { Program = "/bin/sh", Arguments = ["-c", Launch, Executables.Coffer, pty.FarSide] });
        await WaitForTheEditorAsync(process);
        var editor = EditorProcess();
        pty.Dispose();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await KilledProcess.When(() => !Directory.EnumerateFileSystemEntries(Memory).Any())(TestContext.Current.CancellationToken);
        Assert.NotEqual(0, kill(editor, 0));
        await CheckAsync(Old);
    }

    [NativeFact]
    public async Task A_kill_at_any_moment_after_the_editor_leaves_the_old_values_or_the_new_ones()
    {
        string[] names = [.. SealedRepository.Names];
        var start = Stopwatch.GetTimestamp();
        await EditAllAsync("value-of-round-0", Timeout.InfiniteTimeSpan);
        var whole = Stopwatch.GetElapsedTime(start) * 1.1;
        var random = new Random(20261129);
        var before = names.ToDictionary(name => name, _ => "value-of-round-0");
        var struck = 0;
        for (var round = 1; round <= Kills; round++)
        {
            var value = $"value-of-round-{round}";
            canaries.Declare(value);
            struck += await EditAllAsync(value, whole * random.NextDouble()) == 137 ? 1 : 0;
            foreach (var name in names)
            {
                var file = await File.ReadAllBytesAsync(repository.PathOf(name), TestContext.Current.CancellationToken);
                var now = await repository.OpenAsync("api", name, file);
                Assert.True(now == before[name] || now == value, $"'{name}' has neither its old value nor its new one");
                before[name] = now;
            }
        }

        Assert.True(struck > 0, "no kill came in time");
        await WriteEditorAsync("exit 0");
        canaries.CheckTree(repository.Folder);
    }

    // All that writes copies is switched on in the user's settings, and leads into the home folder.
    [NativeFact]
    public async Task Vim_keeps_no_copy_on_the_disk_whatever_its_settings_say()
    {
        Assert.SkipUnless(Executables.IsThere("vim"), "needs vim");
        const string Settings = "set backup backupdir=~ undofile undodir=~ directory=~ updatecount=1 viminfo='100,<50,h\n";
        var home = Path.Combine(repository.Folder, "home");
        await File.WriteAllTextAsync(Path.Combine(home, ".vimrc"), Settings, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            $"{Memory}.sh",
            $":%s/^SECRET_01=.*/SECRET_01={New}/\r/{New}\ryy:w\r:!ls -A ~ >~/seen\r:q\r",
            TestContext.Current.CancellationToken);
        var request = Request("edit", "staging/api");
        var result = await ChildProcess.RunAsync(request with
        {
            Program = "/bin/sh",
            Arguments = ["-c", "exec script -qec \"$0 edit staging/api\" /dev/null", Executables.Coffer],
            Environment = new Dictionary<string, string>(request.Environment)
            {
                ["EDITOR"] = $"vim -s {Memory}.sh",
                ["TERM"] = "xterm",
            },
        });
        Assert.True(result.ExitCode == 0, result.StdoutText);
        Assert.Contains("sealed again 'staging/api/SECRET_01'", result.StdoutText, StringComparison.Ordinal);
        Assert.Equal([".vimrc", "seen"], Directory.EnumerateFiles(home).Select(Path.GetFileName).Order());
        await CheckAsync(New);
    }

    private async Task<int> EditAllAsync(string value, TimeSpan after)
    {
        await WriteEditorAsync("sed -i 's/^\\(SECRET_..\\)=.*/\\1=" + value + "/' \"$1\"");
        using var process = ChildProcess.Start(Request("edit", "staging/api"));
        process.StandardInput.Close();
        var stderr = new OutputCapture(process.StandardError.BaseStream);
        var ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(ended, Task.Delay(after, TestContext.Current.CancellationToken));
        process.Kill();
        await ended;
        await stderr.Ended;
        Assert.True(process.ExitCode is 0 or 137, $"it ended with {process.ExitCode}: {stderr.TextSoFar}");
        return process.ExitCode;
    }

    private async Task<Process> StartAndWaitForTheEditorAsync(string address)
    {
        await WriteEditorAsync("echo $$ >editor.pid; sed -i 's/^SECRET_01=.*/SECRET_01=" + New + "/' \"$1\"; exec sleep 300");
        var process = ChildProcess.Start(Request("edit", address));
        process.StandardInput.Close();
        await WaitForTheEditorAsync(process);
        return process;
    }

    // The new value is in the file, and the editor still has it open.
    private async Task WaitForTheEditorAsync(Process process) => await KilledProcess.When(() => process.HasExited || EditedFiles().Any(
        file => File.ReadAllText(file).Contains(New, StringComparison.Ordinal)))(TestContext.Current.CancellationToken);

    private string[] EditedFiles() => [.. Directory.EnumerateFiles(Memory, "secrets.env", SearchOption.AllDirectories)];

    private int EditorProcess() => int.Parse(
        File.ReadAllText(Directory.EnumerateFiles(Memory, "editor.pid", SearchOption.AllDirectories).Single()),
        System.Globalization.CultureInfo.InvariantCulture);

    // In memory too: the new value stands in it.
    private Task WriteEditorAsync(string script) =>
        File.WriteAllTextAsync($"{Memory}.sh", script, TestContext.Current.CancellationToken);

    private ProcessRequest Request(params IReadOnlyList<string> arguments)
    {
        // What starts the tests may ignore a hang-up, as nohup does. A shell at a terminal does not.
        var request = repository.Request("env", ["--default-signal=HUP", Executables.Coffer, .. arguments]);
        return request with
        {
            Environment = new Dictionary<string, string>(request.Environment)
            {
                ["EDITOR"] = $"/bin/sh {Memory}.sh",
                ["XDG_RUNTIME_DIR"] = Memory,
                ["HOME"] = Path.Combine(repository.Folder, "home"),
                ["TMPDIR"] = Path.Combine(repository.Folder, "tmp"),
            },
        };
    }

    private async Task CheckAsync(string value)
    {
        var file = await File.ReadAllBytesAsync(repository.PathOf("SECRET_01"), TestContext.Current.CancellationToken);
        Assert.Equal(value, await repository.OpenAsync("api", "SECRET_01", file));
        canaries.CheckTree(repository.Folder);
    }

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int kill(int process, int signal);
}
