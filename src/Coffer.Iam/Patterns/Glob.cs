namespace Coffer.Iam.Patterns;

/// <summary>Patterns with <c>*</c> for any characters and <c>?</c> for one.</summary>
internal static class Glob
{
    /// <summary>Whether a text is what a pattern means.</summary>
    public static bool Matches(string pattern, string text, bool ignoreCase = false) =>
        Matches([.. Glyph.Pattern(pattern)], text, ignoreCase);

    /// <summary>Whether a text is what a pattern means.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">The text.</param>
    /// <param name="ignoreCase">Whether capitals and small letters are alike.</param>
    /// <param name="staysInPart">Whether the wild character at a place of the pattern does not go beyond a colon; null for nowhere.</param>
    public static bool Matches(ReadOnlySpan<Glyph> pattern, string text, bool ignoreCase = false, Func<int, bool>? staysInPart = null)
    {
        // reached[n]: what is read of the pattern can be the first n characters of the text. Time grows with pattern x text at most.
        var reached = new bool[text.Length + 1];
        reached[0] = true;
        for (var at = 0; at < pattern.Length; at++)
        {
            var stays = pattern[at].Wild && staysInPart?.Invoke(at) == true;
            var next = new bool[text.Length + 1];
            next[0] = pattern[at].IsRun && reached[0];
            for (var length = 1; length <= text.Length; length++)
            {
                var last = text[length - 1];
                var within = !stays || last != ':';
                next[length] = pattern[at] switch
                {
                    { IsRun: true } => reached[length] || (next[length - 1] && within),
                    { IsOne: true } => reached[length - 1] && within,
                    var literal => reached[length - 1] && Same(literal.Value, last, ignoreCase),
                };
            }

            reached = next;
        }

        return reached[text.Length];
    }

    private static bool Same(char a, char b, bool ignoreCase) =>
        a == b || (ignoreCase && char.ToUpperInvariant(a) == char.ToUpperInvariant(b));
}
