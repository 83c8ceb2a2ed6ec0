using System.Text;

namespace Coffer.Cli.Tests.Processes;

/// <summary>How a process ended. One that a signal ended has 128 and the signal's number.</summary>
internal sealed record ProcessResult(int ExitCode, byte[] Stdout, byte[] Stderr)
{
    public string StdoutText => Encoding.UTF8.GetString(Stdout);

    public string StderrText => Encoding.UTF8.GetString(Stderr);
}
