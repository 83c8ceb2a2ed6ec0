using System.Text.RegularExpressions;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.WritingTests;

/// <summary>A write counts when the disk has said so: where fsync fails, no command ends with 0.</summary>
public sealed partial class ConfirmedWriteTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    /// <summary>Commands that write, and the line of sh that makes what they start from; $0 is coffer.</summary>
    private static readonly (string Prepare, string Command)[] Writers =
    [
        ("rm -rf staging/new", "set staging/new/tls/key --generate"),
        ("true", "set staging/api/SECRET_01 --generate"),
        ("printf same | \"$0\" set staging/api/SAME; printf same >same", "set staging/api/SAME --from-file same"),
        ("printf 'files = []\\n' >staging.tfvars; rm -f staging/api/LISTED", "set staging/api/LISTED --generate"),
        ("printf same | \"$0\" set staging/api/GONE", "rm staging/api/GONE"),
        ("printf same | \"$0\" set staging/lonely/GONE", "rm staging/lonely/GONE"),
        ("rm -rf staging.tfvars staging/copies", "cp staging/api/SECRET_03 staging/copies/SECRET_03"),
        (
            "rm -f staging.tfvars staging/api/MOVED; printf same | \"$0\" set staging/api/MOVES",
            "mv staging/api/MOVES staging/api/MOVED"),
        ("rm -rf .githooks .git* *.tf *.tfvars", "init"),

        // Right already, perhaps by a run of which the disk did not say that it has it.
        ("true", "rekey staging/api/SECRET_01"),
    ];

    private static readonly SemaphoreSlim Alone = new(1, 1);

    public static TheoryData<int, string> Cases()
    {
        string[] errors = ["EIO", "ENOSPC", "EDQUOT"];
        var cases = new TheoryData<int, string>();
        for (var writer = 0; writer < Writers.Length; writer++)
        {
            cases.Add(writer, errors[writer % errors.Length]);
        }

        return cases;
    }

    [NativeTheory]
    [MemberData(nameof(Cases))]
    public async Task Each_refused_confirmation_is_an_error(int writer, string error)
    {
        // All write the list of one repository: what one looks at, no other may change.
        await Alone.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await EachIsAnErrorAsync(writer, error);
        }
        finally
        {
            Alone.Release();
        }
    }

    private async Task EachIsAnErrorAsync(int writer, string error)
    {
        (var prepare, var command) = Writers[writer];
        var confirmations = Confirmations().Count(await TraceAsync(prepare, command));
        Assert.InRange(confirmations, 1, 100);
        for (var number = 1; number <= confirmations; number++)
        {
            Assert.Equal(0, (await repository.ShellAsync(prepare)).ExitCode);
            var before = Contents();
            var result = await Strike.RunAsync(repository, "fsync", $"{error}:when={number}", null, command.Split(' '));
            if (result is null)
            {
                // strace counts in each thread: a command that goes on in another one has fewer there. tests/faults strikes all.
                Assert.NotEqual(1, number);
                break;
            }

            Assert.Equal(73, result.ExitCode);
            Assert.Matches(
                "(?m)^coffer: error: '.*' (cannot be written|was changed, but the disk does not confirm it): ", result.StderrText);

            // What is said to be as it was is as it was.
            var refused = Refused().Match(result.StderrText);
            if (refused.Success)
            {
                Assert.Equal(before.GetValueOrDefault(refused.Groups[1].Value), Contents().GetValueOrDefault(refused.Groups[1].Value));
            }
        }
    }

    [NativeFact]
    public async Task A_file_is_confirmed_before_it_takes_its_name_and_each_folder_after_it()
    {
        await Alone.WaitAsync(TestContext.Current.CancellationToken);
        string trace;
        try
        {
            trace = await TraceAsync("rm -rf staging/new staging.tfvars", "set staging/new/tls/key --generate");
        }
        finally
        {
            Alone.Release();
        }

        var renamed = trace.IndexOf("rename(", StringComparison.Ordinal);
        Assert.Matches(@"fsync\(\d+<[^>]*/staging/new/tls/\.coffer-[0-9a-f]{32}\.tmp>\)", trace[..renamed]);
        foreach (var folder in (string[])["/staging/new/tls", "/staging/new", "/staging", ""])
        {
            Assert.Contains($"<{Path.GetFullPath(repository.Folder)}{folder}>)", trace[renamed..], StringComparison.Ordinal);
        }
    }

    private async Task<string> TraceAsync(string prepare, string command)
    {
        Assert.SkipUnless(Executables.IsThere("strace"), "needs strace");
        Assert.Equal(0, (await repository.ShellAsync(prepare)).ExitCode);
        var result = await ChildProcess.RunAsync(repository.Request(
            "strace", ["-f", "-y", "-e", "trace=fsync,rename,renameat,renameat2", Executables.Coffer, .. command.Split(' ')]));
        Assert.Equal(0, result.ExitCode);
        return result.StderrText;
    }

    private Dictionary<string, string> Contents() => Directory.EnumerateFiles(repository.Folder, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(repository.Folder, path), path => Convert.ToHexString(File.ReadAllBytes(path)));

    [GeneratedRegex("^coffer: error: '(.*)' cannot be written", RegexOptions.Multiline)]
    private static partial Regex Refused();

    [GeneratedRegex(@"fsync\(\d")]
    private static partial Regex Confirmations();
}
