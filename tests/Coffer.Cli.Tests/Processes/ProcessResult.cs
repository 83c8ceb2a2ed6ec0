using System.Text;

namespace Coffer.Cli.Tests.Processes;

/// <summary>How a process ended. One that a signal ended has 128 and the signal's number.</summary>
internal sealed record ProcessResult(int ExitCode, byte[] Stdout, byte[] Stderr)
{
    /// <summary>The peak of its memory in bytes; 0 where it was not watched.</summary>
    public long MostMemory { get; init; }

    public string StdoutText => Encoding.UTF8.GetString(Stdout);

    public string StderrText => Encoding.UTF8.GetString(Stderr);
}
