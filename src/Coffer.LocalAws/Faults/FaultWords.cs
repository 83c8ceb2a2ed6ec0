using System.Globalization;

namespace Coffer.LocalAws.Faults;

/// <summary>The words of a line, one after the other.</summary>
internal sealed class FaultWords(string line)
{
    private string rest = line.Trim();

    /// <summary>The next word; empty at the end.</summary>
    public string Peek => rest[..EndOfWord()];

    /// <summary>Takes the next word.</summary>
    /// <exception cref="FaultSyntaxException">The line is at its end.</exception>
    public string Next(string what)
    {
        var word = Peek;
        if (word.Length == 0)
        {
            throw new FaultSyntaxException($"wants {what} at its end");
        }

        rest = rest[word.Length..].TrimStart();
        return word;
    }

    /// <summary>Takes the next word where it is this one.</summary>
    public bool Skip(string word)
    {
        var isNext = Peek == word;
        if (isNext)
        {
            _ = Next(word);
        }

        return isNext;
    }

    /// <summary>Takes a number.</summary>
    /// <exception cref="FaultSyntaxException">It is none, or out of bounds.</exception>
    public int Number(string what, int least, int most = int.MaxValue) => Number(Next(what), what, least, most);

    public static int Number(string word, string what, int least, int most = int.MaxValue) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FaultSyntaxException($"'{word}' is not {what}");

    /// <summary>Takes all that is left; null where nothing is.</summary>
    public string? Rest()
    {
        var all = rest.Length == 0 ? null : rest;
        rest = string.Empty;
        return all;
    }

    private int EndOfWord()
    {
        var end = rest.AsSpan().IndexOfAny(' ', '\t');
        return end < 0 ? rest.Length : end;
    }
}

/// <summary>A line of a faults file that cannot be read.</summary>
internal sealed class FaultSyntaxException(string message) : Exception(message);
