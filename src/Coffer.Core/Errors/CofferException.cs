using Coffer.Core.Errors;

namespace Coffer;

/// <summary>
/// The one failure that Coffer raises itself: what happened, to which secret, by which AWS action, and what to do next.
/// Never holds a secret's value.
/// </summary>
public sealed class CofferException : Exception
{
    // Messages are lower case, without a final period, with names in single quotes.
    internal CofferException(ErrorCode code, string message, string? hint = null, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Hint = hint;
    }

    /// <summary>Whose fault it is.</summary>
    public ErrorCode Code { get; }

    /// <summary>The next step for the one who reads the message, or null where there is none to name.</summary>
    public string? Hint { get; }

    /// <summary>
    /// The message, the next step, and where the application called; all frames of a defect of ours. Of a setting (<see
    /// cref="ErrorCode.Configuration"/>) only what to mend: a host that ends with it prints this text, and no line of code is wrong. <see
    /// cref="Exception.StackTrace"/> has the place.
    /// </summary>
    public override string ToString() => ErrorText.Of(this, base.ToString());
}
