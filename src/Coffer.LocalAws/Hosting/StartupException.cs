namespace Coffer.LocalAws.Hosting;

/// <summary>Why the program cannot do what it was told to, as one line for its user.</summary>
internal sealed class StartupException(ExitCode exitCode, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public ExitCode ExitCode { get; } = exitCode;
}

/// <summary>How the process ends: https://man7.org/linux/man-pages/man3/sysexits.h.3head.html</summary>
internal enum ExitCode
{
    Usage = 64,
    Malformed = 65,
    NotFound = 66,
    Unavailable = 69,
    CannotWrite = 73,
    Denied = 77,
    Configuration = 78,
    CannotRun = 126,
    CommandNotFound = 127,
}
