using System.Buffers;
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

    private static readonly SearchValues<char> SegmentCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>What is wrong with a segment, or null.</summary>
    public static string? SegmentProblem(ReadOnlySpan<char> segment)
    {
        if (segment.IsEmpty)
        {
            return "it has an empty segment";
        }

        if (segment is "." or "..")
        {
            return $"it has the segment '{segment}'";
        }

        if (segment[0] == '.')
        {
            return $"the segment '{Printable(segment)}' starts with a dot";
        }

        var bad = segment.IndexOfAnyExcept(SegmentCharacters);
        return bad < 0
            ? null
            : $"the segment '{Printable(segment)}' has a character other than A-Z, a-z, 0-9, '.', '_' and '-'";
    }

    /// <summary>What is wrong with segments joined by slashes, or null.</summary>
    public static string? PathProblem(ReadOnlySpan<char> path)
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
            if (SegmentProblem(path[range]) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>A name fit for a terminal: control characters and what is not ASCII become <c>?</c>.</summary>
    public static string Printable(ReadOnlySpan<char> text) =>
        string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = from[i] is >= ' ' and <= '~' ? from[i] : '?';
            }
        });
}
