using System.Runtime.InteropServices;

namespace Coffer.Core.Files;

/// <summary>What Linux says in <c>errno</c>, in words. Numbers are the Linux ABI's, the same on x64 and arm64.</summary>
internal static class SystemError
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int BadDescriptor = 9;
    public const int TryAgain = 11;
    public const int NoMemory = 12;
    public const int NoAccess = 13;
    public const int Exists = 17;
    public const int NoFolder = 20;
    public const int InvalidArgument = 22;
    public const int TooManyOpenInSystem = 23;
    public const int TooManyOpen = 24;
    public const int NoRoom = 28;
    public const int ClosedPipe = 32;
    public const int NameTooLong = 36;
    public const int NoLocks = 37;
    public const int NoSystemCall = 38;
    public const int NotEmpty = 39;
    public const int NotSupported = 95;

    private const int FileTooLarge = 27;
    private const int ReadOnlyFileSystem = 30;
    private const int NoQuota = 122;

    /// <summary>Nothing is there: the only two answers that say so.</summary>
    public static bool IsMissing(int error) => error is NoEntry or NoFolder;

    /// <summary>A limit of open files, the process's or the system's.</summary>
    public static bool IsTooManyOpen(int error) => error is TooManyOpen or TooManyOpenInSystem;

    /// <summary>The cause, as the system has it: nothing is guessed.</summary>
    public static string Describe(int error) => error switch
    {
        NoAccess => "no permission",
        NoMemory => "there is not enough memory",
        TooManyOpen or TooManyOpenInSystem => "the limit of open files is reached",
        FileTooLarge => "the limit of a file's size is reached",
        NoRoom => "the disk is full",
        ReadOnlyFileSystem => "the file system is read-only",
        NameTooLong => "the path is too long",
        NoQuota => "the disk quota is used up",
        _ => InSystemsWords(error),
    };

    private static string InSystemsWords(int error)
    {
        var words = Marshal.GetPInvokeErrorMessage(error);
        return $"{char.ToLowerInvariant(words[0])}{words[1..]} (errno {error})";
    }
}
