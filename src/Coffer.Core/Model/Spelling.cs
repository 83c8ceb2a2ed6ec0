namespace Coffer.Core.Model;

/// <summary>Which known word somebody may have meant.</summary>
internal static class Spelling
{
    /// <summary>Two letters that changed places are two slips.</summary>
    public const int MostSlips = 2;

    private const int LettersASlip = 2;

    /// <summary>The known word that is nearest, or null where none is near: a slip for each two letters, and two at most.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) => Near(word, known).FirstOrDefault();

    /// <summary>The beginning of a hint: a name of ours that somebody may have meant, and not the word itself; or nothing.</summary>
    public static string Meant(string word, IEnumerable<string> known) =>
        Nearest(word, known) is { } near ? $"did you mean '{near}'? " : "";

    /// <summary>The known words that are near, the nearest first.</summary>
    public static IEnumerable<string> Near(string word, IEnumerable<string> known)
    {
        var most = Math.Min(MostSlips, word.Length / LettersASlip);
        return known.Where(other => other != word)
            .Select(other => (Word: other, Slips: Distance(word, other, most)))
            .Where(other => other.Slips <= most)
            .OrderBy(other => other.Slips)
            .Select(other => other.Word);
    }

    /// <summary>
    /// How many letters must be added, removed or changed: https://en.wikipedia.org/wiki/Levenshtein_distance. A star in the first word
    /// is any letters, and a question mark is one.
    /// </summary>
    public static int Distance(string one, string other, int most = MostSlips)
    {
        if (Math.Abs(one.Length - other.Length) > most && !one.Contains('*', StringComparison.Ordinal))
        {
            return int.MaxValue;
        }

        int[] above = [.. Enumerable.Range(0, other.Length + 1)];
        for (var i = 1; i <= one.Length; i++)
        {
            var row = new int[other.Length + 1];
            var slip = one[i - 1] == '*' ? 0 : 1;
            row[0] = above[0] + slip;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = above[j - 1] + (one[i - 1] == other[j - 1] || one[i - 1] == '?' ? 0 : slip);
                row[j] = Math.Min(changed, Math.Min(above[j], row[j - 1]) + slip);
            }

            above = row;
        }

        return above[other.Length];
    }
}
