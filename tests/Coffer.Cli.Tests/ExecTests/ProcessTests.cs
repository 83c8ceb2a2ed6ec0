using System.Collections.Concurrent;
using System.Globalization;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.ExecTests;

/// <summary>exec becomes the command: the same process, and nothing of the caller's changed but the environment.</summary>
public sealed class ProcessTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    [Fact]
    public async Task The_command_has_the_process_id_of_coffer()
    {
        using var process = ChildProcess.Start(
            repository.Request(Executables.Coffer, "exec", "staging/api", "--", "sh", "-c", "echo $$"));
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(process.Id.ToString(CultureInfo.InvariantCulture), said.TrimEnd());
    }

    [NativeFact]
    public async Task Every_exit_code_passes()
    {
        // All of them from the native program; every fifth, with 0 and 255, from the other.
        int[] codes = [.. Enumerable.Range(0, 256).Where(code => code % (255 / Executables.Often(255)) == 0)];
        var ended = new ConcurrentDictionary<int, int>();
        var few = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(codes, few, async (code, _) =>
        {
            var result = await repository.CofferAsync(
                "exec", "staging/api", "--only", "SECRET_01", "--", "sh", "-c", $"exit {code}");
            ended[code] = result.ExitCode;
        });
        Assert.Equal(Executables.Often(255) + 1, ended.Count);
        Assert.All(ended, static pair => Assert.Equal(pair.Key, pair.Value));
    }

    [Fact]
    public async Task A_signal_ends_the_command_as_it_would_without_coffer()
    {
        var result = await repository.ShellAsync("\"$0\" exec staging/api -- sh -c 'kill -TERM $$'; echo $?");
        Assert.Equal("143\n", result.StdoutText);
    }

    [Fact]
    public async Task A_closed_pipe_ends_the_command()
    {
        // The runtime ignores SIGPIPE, and what is ignored stays ignored through execve.
        var result = await repository.ShellAsync(
            "{ \"$0\" exec staging/api -- sh -c 'while :; do echo y; done'; echo $? >&2; } | head -n 1");
        Assert.Equal("y\n", result.StdoutText);
        Assert.Equal("141\n", result.StderrText);
    }

    [Fact]
    public async Task The_command_has_the_callers_limit_of_open_files()
    {
        Assert.SkipWhen(
            File.Exists(Path.ChangeExtension(Executables.Coffer, ".dll")),
            "CoreCLR raises the limit before any code of ours runs; the native binary, which is what ships for exec, does not");
        var result = await repository.ShellAsync("ulimit -Sn 400; \"$0\" exec staging/api -- sh -c 'ulimit -Sn'");
        Assert.Equal("400\n", result.StdoutText);
    }

    [Fact]
    public async Task The_command_may_dump_core_again()
    {
        // Coffer itself may not; a command that could not would surprise the one who debugs it.
        var result = await repository.ShellAsync(
            "\"$0\" exec staging/api -- sh -c 'test -r /proc/$$/environ && stat -c %u /proc/$$/environ; id -u'");
        var owners = result.StdoutText.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, owners.Length);
        Assert.Equal(owners[1], owners[0]);
    }

    [Fact]
    public async Task Stdin_stdout_and_stderr_are_the_commands()
    {
        byte[] bytes = [.. Enumerable.Range(0, 100_000).Select(static i => (byte)i)];
        var result = await ChildProcess.RunAsync(
            repository.Request(
                Executables.Coffer, "exec", "staging/api", "--", "sh", "-c", "cat; echo problem >&2") with { Stdin = bytes });
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(bytes, result.Stdout);
        Assert.Equal("problem\n", result.StderrText);
    }

    [Fact]
    public async Task All_secrets_are_there()
    {
        var result = await repository.CofferAsync("exec", "staging/api", "--", "env");
        var variables = result.StdoutText.Split('\n');
        Assert.All(
            Enumerable.Range(1, SealedRepository.Secrets),
            number => Assert.Contains($"{SealedRepository.NameOf(number)}={SealedRepository.ValueOf(number)}", variables));
    }
}
