namespace Coffer.LocalAws.Hosting;

/// <summary>Why the server cannot start, as one line for its user.</summary>
internal sealed class StartupException(ExitCode exitCode, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public ExitCode ExitCode { get; } = exitCode;
}
