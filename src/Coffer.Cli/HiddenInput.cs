namespace Coffer.Cli;

/// <summary>
/// A line typed without echo. Key by key: the terminal's own line mode cuts a line at 4,095 bytes.
/// </summary>
internal static class HiddenInput
{
    /// <summary>More than KMS encrypts, so that what is too long is seen as such.</summary>
    public const int MaxCharacters = 8192;

    private const char EndOfInput = '\u0004';

    /// <summary>Whether there is somebody to ask.</summary>
    public static bool IsInteractive => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>Ends the echo before anybody is asked: what is typed at once must not be seen either.</summary>
    public static void Hide() => _ = Console.KeyAvailable;

    /// <summary>Reads up to Enter.</summary>
    /// <returns>The number of characters; -1 where input ended first.</returns>
    public static int Read(Span<char> typed)
    {
        var length = 0;
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter || key.KeyChar is '\r' or '\n')
            {
                return length;
            }

            if (key.KeyChar == EndOfInput && length == 0)
            {
                return -1;
            }

            if (key.Key == ConsoleKey.Backspace)
            {
                length = Math.Max(0, length - 1);
            }
            else if (key.KeyChar != '\0' && length < typed.Length)
            {
                typed[length++] = key.KeyChar;
            }
        }
    }
}
