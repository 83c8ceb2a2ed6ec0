namespace Coffer.Core.Model;

/// <summary>Which known word somebody may have meant.</summary>
internal static class Spelling
{
    /// <summary>Two letters that changed places are two slips.</summary>
    public const int MostSlips = 2;

    private const int LettersASlip = 2;

    /// <summary>The known word that is nearest, or null where none is near: a slip for each two letters, and two at most.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        var most = Math.Min(MostSlips, word.Length / LettersASlip);
        return known.Where(other => other != word)
            .Select(other => (Word: other, Slips: Distance(word, other, most)))
            .Where(other => other.Slips <= most)
            .OrderBy(other => other.Slips)
            .Select(other => other.Word)
            .FirstOrDefault();
    }

    /// <summary>How many letters must be added, removed or changed: https://en.wikipedia.org/wiki/Levenshtein_distance</summary>
    public static int Distance(string one, string other, int most = MostSlips)
    {
        if (Math.Abs(one.Length - other.Length) > most)
        {
            return int.MaxValue;
        }

        int[] above = [.. Enumerable.Range(0, other.Length + 1)];
        for (var i = 1; i <= one.Length; i++)
        {
            var row = new int[other.Length + 1];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = above[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                row[j] = Math.Min(changed, Math.Min(above[j], row[j - 1]) + 1);
            }

            above = row;
        }

        return above[other.Length];
    }
}
