using System.Text;
using Coffer.Iam.Patterns;

namespace Coffer.Iam.Proof;

/// <summary>A pattern that texts are told apart by.</summary>
/// <param name="Glyphs">Its characters.</param>
/// <param name="IgnoreCase">Whether capitals and small letters are alike.</param>
internal sealed record TextPattern(Glyph[] Glyphs, bool IgnoreCase = false);

/// <summary>
/// All texts there are, in classes that no pattern tells apart, and one text of each class. It walks the patterns side by side, as one
/// machine that reads a character at a time: what has come to the same place in all of them has the same future.
/// </summary>
internal static class TextPartition
{
    private const int MaxStates = 50_000;

    // More than any patterns of a policy can name.
    private static readonly IEnumerable<char> Usual = Enumerable.Range('a', 65_000).Select(code => (char)code).Where(char.IsLetterOrDigit);

    /// <summary>One text of each class.</summary>
    /// <param name="patterns">The patterns.</param>
    /// <param name="characters">The characters that a text can have, null for any; those that no pattern names are alike.</param>
    /// <param name="start">What every text begins with; it is not in the answer.</param>
    /// <param name="mayBeEmpty">Whether a text may have nothing after that.</param>
    /// <returns>The texts; null where there are too many places.</returns>
    public static IReadOnlyList<string>? Of(
        IReadOnlyList<TextPattern> patterns, string? characters = null, string start = "", bool mayBeEmpty = true)
    {
        var alphabet = Alphabet(patterns, characters);
        var first = Begin(patterns);
        foreach (var character in start)
        {
            first = Step(patterns, first, character);
        }

        var seen = new HashSet<string> { Name(first) };
        var found = new Dictionary<string, string>();
        var waiting = new Queue<(bool[][] At, string Text)>([(first, "")]);
        while (waiting.TryDequeue(out var next))
        {
            if (next.Text.Length > 0 || mayBeEmpty)
            {
                found.TryAdd(string.Concat(next.At.Select(at => at[^1] ? '1' : '0')), next.Text);
            }

            foreach (var character in alphabet)
            {
                var at = Step(patterns, next.At, character);
                if (seen.Add(Name(at)) || (next.Text.Length == 0 && !mayBeEmpty))
                {
                    waiting.Enqueue((at, next.Text + character));
                }
            }

            if (seen.Count > MaxStates)
            {
                return null;
            }
        }

        return [.. found.Values];
    }

    // Of the characters that no pattern names, one stands for all.
    private static List<char> Alphabet(IReadOnlyList<TextPattern> patterns, string? characters)
    {
        var named = patterns.SelectMany(pattern => pattern.Glyphs.Where(glyph => !glyph.Wild).SelectMany(glyph => pattern.IgnoreCase
            ? new[] { char.ToUpperInvariant(glyph.Value), char.ToLowerInvariant(glyph.Value) }
            : [glyph.Value])).ToHashSet();
        var all = characters ?? string.Concat(named.Concat(Usual));
        return [.. all.Where(named.Contains).Distinct(), .. all.Where(character => !named.Contains(character)).Take(1)];
    }

    private static bool[][] Begin(IReadOnlyList<TextPattern> patterns) => [.. patterns.Select(pattern =>
    {
        var at = new bool[pattern.Glyphs.Length + 1];
        at[0] = true;
        return Passed(pattern, at);
    })];

    private static bool[][] Step(IReadOnlyList<TextPattern> patterns, bool[][] all, char character) =>
        [.. patterns.Zip(all, (pattern, before) =>
        {
            var after = new bool[before.Length];
            for (var i = 0; i < pattern.Glyphs.Length; i++)
            {
                var glyph = pattern.Glyphs[i];
                if (!before[i])
                {
                    continue;
                }

                after[i] |= glyph.IsRun;
                after[i + 1] |= glyph.IsOne || (!glyph.Wild && Same(glyph.Value, character, pattern.IgnoreCase));
            }

            return Passed(pattern, after);
        })];

    // A star may stand for nothing.
    private static bool[] Passed(TextPattern pattern, bool[] at)
    {
        for (var i = 0; i < pattern.Glyphs.Length; i++)
        {
            at[i + 1] |= at[i] && pattern.Glyphs[i].IsRun;
        }

        return at;
    }

    private static bool Same(char wanted, char given, bool ignoreCase) =>
        wanted == given || (ignoreCase && char.ToUpperInvariant(wanted) == char.ToUpperInvariant(given));

    private static string Name(bool[][] all)
    {
        var name = new StringBuilder();
        foreach (var at in all)
        {
            foreach (var is1 in at)
            {
                name.Append(is1 ? '1' : '0');
            }
        }

        return name.ToString();
    }
}
