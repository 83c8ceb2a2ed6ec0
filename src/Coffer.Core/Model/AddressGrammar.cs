using System.Buffers;
using System.Globalization;
using System.Text;

namespace Coffer.Core.Model;

/// <summary>
/// What names may look like. A segment matches <c>[A-Za-z0-9_-][A-Za-z0-9._-]*</c>: no leading dot, so <c>.</c>,
/// <c>..</c> and hidden files are out, and nothing that a shell, S3, Terraform or a file system would read differently.
/// </summary>
internal static class AddressGrammar
{
    /// <summary>The longest whole address, in bytes.</summary>
    public const int MaxBytes = 900;

    private const int ShownOfLong = 100;

    private static readonly SearchValues<char> SegmentCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>What is wrong with a segment, or null.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="typed">Whether it is a word of a command line: it is not repeated, as it may be a value in the wrong place.</param>
    public static string? SegmentProblem(ReadOnlySpan<char> segment, bool typed = false)
    {
        if (segment.IsEmpty)
        {
            return "it has an empty segment";
        }

        if (segment is "." or "..")
        {
            return segment.Length == 1 ? "it has the segment '.'" : "it has the segment '..'";
        }

        if (segment[0] == '.')
        {
            return $"{Named(segment, typed)} starts with a dot";
        }

        var bad = segment.IndexOfAnyExcept(SegmentCharacters);
        return bad < 0
            ? null
            : $"{Named(segment, typed)} has a character other than A-Z, a-z, 0-9, '.', '_' and '-'"
                + (segment.ContainsAnyExceptInRange('\0', '\u007f') ? " (file systems write one letter like 'é' in two ways)" : "");
    }

    /// <summary>What is wrong with segments joined by slashes, or null.</summary>
    /// <param name="path">The segments.</param>
    /// <param name="typed">Whether they are a word of a command line.</param>
    public static string? PathProblem(ReadOnlySpan<char> path, bool typed = false)
    {
        if (!path.IsEmpty && (path[0] == '/' || (path.Length > 1 && path[1] == ':')))
        {
            return "it is an absolute path";
        }

        if (Encoding.UTF8.GetByteCount(path) > MaxBytes)
        {
            return $"it is longer than {MaxBytes} bytes";
        }

        foreach (var range in path.Split('/'))
        {
            if (SegmentProblem(path[range], typed) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string Named(ReadOnlySpan<char> segment, bool typed) => typed ? "a segment" : $"the segment '{Printable(segment)}'";

    /// <summary>
    /// A name fit for a message: what does not show, or changes how the rest shows, becomes <c>?</c>; what is longer than any name of ours
    /// is cut. Letters of all scripts stay what they are.
    /// </summary>
    public static string Printable(ReadOnlySpan<char> text) => text.Length <= MaxBytes
        ? Masked(text)
        : $"{Masked(text[..ShownOfLong])}... ({text.Length} characters)";

    private static string Masked(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = shown.Append(Shows(rune) ? rune.ToString() : "?");
        }

        return shown.ToString();
    }

    // Directions and joiners are of the kind Format: with them, one name could be made to look like another.
    private static bool Shows(Rune rune) => rune.IsAscii
        ? rune.Value is >= ' ' and <= '~'
        : Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
