namespace Coffer.Cli.Prompting;

/// <summary>A value that somebody types or pastes, and nobody sees.</summary>
internal static class HiddenInput
{
    private const char Escape = '\u001b';

    /// <summary>Whether there is somebody to ask: stdin is a terminal, wherever stdout and stderr go.</summary>
    public static bool IsInteractive => !Console.IsInputRedirected;

    /// <summary>Asks; what is typed is asked for twice, as nobody sees a slip. What was pasted in many lines is not.</summary>
    /// <param name="prompt">The question.</param>
    /// <returns>The value's bytes, pinned: the caller clears them.</returns>
    /// <exception cref="CofferException">
    /// <see cref="ErrorCode.Usage"/> where input ended first, where the two differ, or where lines came that nothing marks as pasted.
    /// </exception>
    public static byte[] Ask(string prompt)
    {
        using var terminal = OperatingSystem.IsLinux() ? TerminalDevice.Hide() : null;
        var value = AskOnce(terminal, prompt, out var isPasted);
        if (isPasted || value.Length == 0)
        {
            return value;
        }

        byte[] again = [];
        try
        {
            again = AskOnce(terminal, "again: ", out _);
            if (!value.AsSpan().SequenceEqual(again))
            {
                Array.Clear(value);
                throw new CofferException(
                    ErrorCode.Usage, "the two values that were typed differ", "nothing was sealed: type it again, or pipe it in");
            }

            return value;
        }
        catch
        {
            Array.Clear(value);
            throw;
        }
        finally
        {
            Array.Clear(again);
        }
    }

    private static byte[] AskOnce(TerminalDevice? terminal, string prompt, out bool isPasted)
    {
        using var line = new HiddenLine();
        var end = OperatingSystem.IsLinux() ? terminal!.Ask(prompt, line) : FromConsole(prompt, line);
        isPasted = line.HasPastedLines;
        return end switch
        {
            HiddenLineState.Done => line.Take(),
            HiddenLineState.TooLong => throw new CofferException(
                ErrorCode.Malformed, $"more than {HiddenLine.MaxBytes} bytes were typed", "give so long a value by stdin or --from-file"),
            HiddenLineState.Unmarked => throw new CofferException(
                ErrorCode.Usage,
                "several lines arrived at once, and this terminal does not mark what is pasted",
                "nothing was sealed, and none of the lines is left for the shell: give the value by stdin or --from-file"),
            _ => throw new CofferException(ErrorCode.Usage, "no value was typed"),
        };
    }

    // Windows and macOS: .NET reads the keys there.
    private static HiddenLineState FromConsole(string prompt, HiddenLine line)
    {
        Descriptor.WriteErrors(System.Text.Encoding.UTF8.GetBytes(prompt));
        Span<byte> bytes = stackalloc byte[8];
        Span<char> pair = stackalloc char[2];
        var state = HiddenLineState.More;
        while (state == HiddenLineState.More)
        {
            var key = Console.ReadKey(intercept: true);
            pair[0] = key.KeyChar;
            var length = 1;
            if (char.IsHighSurrogate(key.KeyChar))
            {
                pair[1] = Console.ReadKey(intercept: true).KeyChar;
                length = 2;
            }

            var sequence = key.Key switch
            {
                ConsoleKey.Enter => "\r",
                ConsoleKey.Backspace => "\u007f",
                ConsoleKey.LeftArrow => $"{Escape}[D",
                ConsoleKey.RightArrow => $"{Escape}[C",
                ConsoleKey.Home => $"{Escape}[H",
                ConsoleKey.End => $"{Escape}[F",
                ConsoleKey.Delete => $"{Escape}[3~",
                _ => null,
            };
            var written = System.Text.Encoding.UTF8.GetBytes(sequence is null ? pair[..length] : sequence, bytes);
            foreach (var one in bytes[..written])
            {
                state = state == HiddenLineState.More ? line.Feed(one) : state;
            }
        }

        bytes.Clear();
        pair.Clear();
        Descriptor.WriteErrors("\n"u8);
        return state;
    }
}
