namespace Coffer.Cli.Exchange;

/// <summary>
/// What is wrong with a file of values, and where. No text of the file is in it: where a quote is missing, a value may stand in the
/// place of a key.
/// </summary>
internal sealed class ExchangeException(int line, string message, string? hint = null) : Exception(message)
{
    /// <summary>The line, counted from 1.</summary>
    public int Line => line;

    /// <summary>What to do about it; null where the message says it.</summary>
    public string? Hint => hint;

    /// <summary>As an error of a command.</summary>
    /// <param name="source">What messages call the file.</param>
    public CofferException In(string source) => new(
        ErrorCode.Malformed, $"{source}, line {line}: {Message}", hint ?? "mend it there; nothing was written", this);
}
