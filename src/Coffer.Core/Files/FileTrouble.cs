namespace Coffer.Core.Files;

/// <summary>What a file that cannot be read or written is called: the file, the cause as the system has it, the next step.</summary>
internal static class FileTrouble
{
    // .NET has errno there, where it has no code of its own.
    private const int LastError = 4095;

    /// <summary>Whether an exception is a file's ordinary trouble, and no defect.</summary>
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Whether it says that nothing is there.</summary>
    public static bool IsMissing(Exception exception) =>
        exception is FileNotFoundException or DirectoryNotFoundException
            || (exception is SystemCallException { Error: var error } && SystemError.IsMissing(error));

    /// <summary>Whether it says that nothing of this name is there, or can be.</summary>
    public static bool CannotBe(Exception exception) => IsMissing(exception)
        || exception is PathTooLongException or SystemCallException { Error: SystemError.NameTooLong };

    /// <summary>The cause in words; never a path, which may be one of ours that nobody knows.</summary>
    public static string Cause(Exception exception) => exception switch
    {
        SystemCallException call => SystemError.Describe(call.Error),
        UnauthorizedAccessException => "no permission",
        FileNotFoundException or DirectoryNotFoundException => "it is not there",
        PathTooLongException => "the path is too long",
        IOException { HResult: > 0 and <= LastError } told => SystemError.Describe(told.HResult),
        _ => $"the system refuses (0x{exception.HResult:x8})",
    };

    /// <summary>A file or folder that cannot be looked at, listed or read.</summary>
    public static CofferException Reading(string shown, Exception exception, string? hint = null) =>
        new(ErrorCode.Denied, $"'{shown}' cannot be read: {Cause(exception)}", hint ?? HintFor(exception), exception);

    /// <summary>A file that cannot be written, and is as it was.</summary>
    public static CofferException Writing(string shown, Exception exception) =>
        new(
            ErrorCode.CannotWrite,
            $"'{shown}' cannot be written: {Cause(exception)}",
            $"'{shown}' is as it was; mend it and run the same command again",
            exception);

    /// <summary>A change that was made, of which the disk does not say that it has it.</summary>
    public static CofferException Confirming(string shown, Exception exception) => new(
        ErrorCode.CannotWrite,
        $"'{shown}' was changed, but the disk does not confirm it: {Cause(exception)}",
        "it may be lost when the machine stops: mend the disk and run the same command again",
        exception);

    private static string HintFor(Exception exception) => exception switch
    {
        UnauthorizedAccessException or SystemCallException { Error: SystemError.NoAccess } =>
            "look at the owner and mode of the file, and of the folders above it",
        SystemCallException { Error: var error } when SystemError.IsTooManyOpen(error) => "raise the limit ('ulimit -n')",
        _ => "nothing was concluded from it: mend it and run the same command again",
    };
}
