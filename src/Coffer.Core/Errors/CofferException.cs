namespace Coffer.Core.Errors;

/// <summary>
/// The one failure that Coffer raises itself: what happened, to which address, and what to do next. Never holds a
/// secret's value. Messages are lower case, without a final period, with names in single quotes.
/// </summary>
public sealed class CofferException(ErrorCode code, string message, string? hint = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Whose fault it is, and the exit code.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>The next step for the one who reads the message, or null where there is none to name.</summary>
    public string? Hint { get; } = hint;
}
