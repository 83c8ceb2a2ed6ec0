using System.Text;

namespace Coffer.Cli;

/// <summary>
/// The only place that prints. Its law: stdout carries what was asked for and nothing else; everything else goes to
/// stderr with the prefix <c>coffer:</c>, in lower case, without a final period, names in single quotes.
/// </summary>
internal static class Terminal
{
    // More than any message of ours has in a line, where its names have the length of names.
    private const int MaxLine = 4096;
    private const int ShownOfEnd = 1024;

    /// <summary>Whether somebody reads stdout on a screen.</summary>
    public static bool OutputIsTerminal => !Console.IsOutputRedirected;

    /// <summary>Whether somebody reads stderr on a screen.</summary>
    public static bool ErrorsAreTerminal => !Console.IsErrorRedirected;

    /// <summary>Writes a line that was asked for.</summary>
    public static void Line(string line) => Bytes(Encoding.UTF8.GetBytes(line + '\n'));

    /// <summary>Writes a line of a listing that begins with how something stands.</summary>
    public static void State(string word, string what, int width = 20, string indent = "") =>
        Line(indent + Colour.Of(word, OutputIsTerminal) + new string(' ', Math.Max(0, width - word.Length)) + what);

    /// <summary>Writes bytes that were asked for, as they are.</summary>
    public static void Bytes(ReadOnlySpan<byte> bytes)
    {
        Progress.Hide();
        Descriptor.WriteOutput(bytes);
    }

    /// <summary>Says something beside the result.</summary>
    public static void Say(string message) => Tell("coffer: ", message);

    /// <summary>Says what went wrong and what to do.</summary>
    public static void Error(CofferException exception)
    {
        Tell($"coffer: {Colour.Of("error:", ErrorsAreTerminal)} ", exception.Message);
        if (exception.Hint is { } hint)
        {
            Tell($"coffer: {Colour.Of("hint:", ErrorsAreTerminal)} ", hint);
        }
    }

    private static void Tell(string prefix, string message)
    {
        Progress.Hide();
        Descriptor.WriteErrors(Encoding.UTF8.GetBytes(prefix + string.Join('\n', message.Split('\n').Select(Cut)) + '\n'));
    }

    // A name as long as a file must not fill a log. What went wrong is said at the line's start or at its end.
    private static string Cut(string line) => line.Length <= MaxLine
        ? line
        : $"{line[..(MaxLine - ShownOfEnd)]} ... ({line.Length - MaxLine} characters left out) ... {line[^ShownOfEnd..]}";
}
