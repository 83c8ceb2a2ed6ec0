using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.ExecTests;

/// <summary>
/// What the command sees of its process, beside what it sees under env(1): in each situation that a caller may prepare,
/// no difference. The environment is <see cref="RawBytesTests"/>'s matter.
/// </summary>
public sealed class TransparencyTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    private const int LeastSituations = 15;
    private const string Mark = "---";

    // Everything that the kernel tells of a process and that does not differ between two runs of one program. The limit
    // of open files has a test of its own: CoreCLR raises it.
    private const string Probe =
        """
        grep -E '^(Umask|Uid|Gid|Groups|SigPnd|ShdPnd|SigBlk|SigIgn|SigCgt|Cap|NoNewPrivs|Seccomp)' /proc/self/status
        grep -E '^(CoreDumping|THP|Cpus_allowed|Mems_allowed)' /proc/self/status
        grep -v '^Max open files' /proc/$$/limits
        cut -d ' ' -f 5-8,18-19 /proc/$$/stat
        for file in oom_score_adj coredump_filter timerslack_ns personality cgroup; do echo $file $(cat /proc/$$/$file); done
        readlink /proc/$$/cwd /proc/$$/root /proc/$$/exe
        stat -c %u /proc/$$/environ
        cd /proc/$$/fdinfo && grep -s flags $(seq 0 255)
        """;

    /// <summary>What the caller prepares, in sh: statements, or the beginning of the command line.</summary>
    public static TheoryData<string> Situations =>
    [
        "",
        "env --ignore-signal=HUP ",
        "env --ignore-signal=INT --ignore-signal=QUIT ",
        "env --ignore-signal=TERM ",
        "env --ignore-signal=CHLD ",
        "env --block-signal=TERM --block-signal=USR1 ",
        "env --block-signal ",
        "trap : USR1 TERM; ",
        "ulimit -Sc 0; ulimit -Ss 4096; ulimit -Sd 900000; umask 027; ",
        "umask 777; ",
        "exec 7<coffer.json 9>/dev/null; ",
        "exec <&-; ",
        "cd staging; ",
        "nice -n 5 ",
        "echo 500 >/proc/self/oom_score_adj; echo 0 >/proc/self/coredump_filter; ",
    ];

    [NativeFact]
    public void No_situation_is_lost() => Assert.True(Situations.Count >= LeastSituations, "situations are missing");

    [NativeTheory]
    [MemberData(nameof(Situations))]
    public async Task The_command_sees_what_it_sees_under_env(string situation)
    {
        Assert.SkipWhen(
            situation.Contains("--ignore-signal=TERM", StringComparison.Ordinal)
                && File.Exists(Path.ChangeExtension(Executables.Coffer, ".dll")),
            "CoreCLR takes SIGTERM before any code of ours runs; the native binary, which is what ships for exec, does not");

        // The runtime that runs the tests ignores SIGPIPE, and so would what it starts. The signals are those of grep: a
        // shell that waits blocks its own.
        var seen = await repository.ShellAsync(
            $"({situation}env --default-signal=PIPE sh -c '{Quoted}'); echo {Mark}; "
            + $"({situation}\"$0\" exec staging/api --only SECRET_01 -- sh -c '{Quoted}')");
        var parts = seen.StdoutText.Split($"{Mark}\n");
        Assert.Equal("", seen.StderrText);
        Assert.Equal(2, parts.Length);
        Assert.Contains("SigIgn:", parts[0], StringComparison.Ordinal);
        Assert.Equal(parts[0], parts[1]);
    }

    [NativeFact]
    public async Task The_terminal_is_as_it_was()
    {
        // stdin and stderr are a terminal: nothing is written to it, and none of its settings is another.
        const string Look = "sh -c 'stty -a; cut -d \" \" -f 8 /proc/$$/stat | grep -c -v -- -1; echo from the command >/dev/tty'";
        var without = await OnTerminalAsync($"env {Look}");
        var with = await OnTerminalAsync($"\"$0\" exec staging/api --only SECRET_01 -- {Look}");
        Assert.Contains("icanon", without.StdoutText, StringComparison.Ordinal);
        Assert.Equal("from the command\n", without.StderrText);
        Assert.Equal(without.StdoutText, with.StdoutText);
        Assert.Equal(without.StderrText, with.StderrText);
    }

    private static string Quoted => Probe.Replace("'", "'\\''", StringComparison.Ordinal);

    private Task<ProcessResult> OnTerminalAsync(string line)
    {
        var request = repository.Request("/bin/sh", "-c", line, Executables.Coffer);
        Dictionary<string, string> environment = new(request.Environment) { ["TERM"] = "xterm" };
        return ChildProcess.RunAsync(request with { Environment = environment, Typed = [] });
    }
}
