namespace Coffer.Cli;

/// <summary>
/// Words that say how things stand, in colour where somebody reads them on a terminal: never in a pipe or a file, nor with
/// <c>NO_COLOR</c> (https://no-color.org), nor on a terminal that knows no colours.
/// </summary>
internal static class Colour
{
    private static readonly bool IsWanted = Environment.GetEnvironmentVariable("NO_COLOR") is null or "" && TerminalMoves;

    /// <summary>Whether terminals take more than plain text here.</summary>
    public static bool TerminalMoves => Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>A text that begins with such a word.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isTerminal">Whether it goes to a terminal.</param>
    public static string Of(string text, bool isTerminal) =>
        isTerminal && IsWanted ? $"\u001b[{Number(text)}m{text}\u001b[0m" : text;

    // Red is what is wrong, green what is right, blue what only tells, and yellow all between.
    private static string Number(string text) => text.Split(' ', ':')[0] switch
    {
        "error" or "different" or "old" or "lost" or "bad" or "failed" or "refuted" => "31",
        "same" or "ok" or "unchanged" or "proved" => "32",
        "information" or "hint" => "36",
        _ => "33",
    };
}
