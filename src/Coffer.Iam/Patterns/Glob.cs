using System.Buffers;

namespace Coffer.Iam.Patterns;

/// <summary>Patterns with <c>*</c> for any characters and <c>?</c> for one.</summary>
internal static class Glob
{
    private static readonly SearchValues<char> Wild = SearchValues.Create("*?");

    /// <summary>Whether a text is what a pattern means.</summary>
    public static bool Matches(string pattern, string text, bool ignoreCase = false) =>
        IsPlain(pattern)
            ? pattern.Equals(text, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
            : Matches(Glyph.Pattern(pattern), text, ignoreCase);

    /// <summary>Whether nothing in a text is wild.</summary>
    public static bool IsPlain(string text) => !text.AsSpan().ContainsAny(Wild);

    /// <summary>Whether a text is what a pattern means. Time grows with pattern x text at most.</summary>
    public static bool Matches(ReadOnlySpan<Glyph> pattern, string text, bool ignoreCase = false)
    {
        // Of several stars only the last one is ever tried again: what an earlier one could take, it can take as well.
        var (at, star, resume) = (0, -1, 0);
        for (var read = 0; read < text.Length;)
        {
            if (at < pattern.Length && pattern[at].IsRun)
            {
                (star, resume) = (at++, read);
            }
            else if (at < pattern.Length && (pattern[at].IsOne || Same(pattern[at], text[read], ignoreCase)))
            {
                at++;
                read++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                read = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (at < pattern.Length && pattern[at].IsRun)
        {
            at++;
        }

        return at == pattern.Length;
    }

    private static bool Same(Glyph wanted, char given, bool ignoreCase) =>
        !wanted.Wild
        && (wanted.Value == given || (ignoreCase && char.ToUpperInvariant(wanted.Value) == char.ToUpperInvariant(given)));
}
