namespace Coffer.LocalAws.Hosting;

/// <summary>How the process ends: https://man7.org/linux/man-pages/man3/sysexits.h.3head.html</summary>
internal enum ExitCode
{
    Usage = 64,
    Malformed = 65,
    Unavailable = 69,
    CannotWrite = 73,
}
