namespace Coffer.Cli.Tests.Scripting;

/// <summary>One line that does something: <c>[!] [reveals] VERB WORD…</c>.</summary>
internal sealed record ScriptLine(int Number, string Text, bool Negated, bool Reveals, string Verb, IReadOnlyList<Word> Words)
{
    /// <summary>Null where the line is blank or a comment.</summary>
    public static ScriptLine? Parse(int number, string text)
    {
        var words = WordReader.Split(text);
        var negated = false;
        var reveals = false;
        var at = 0;
        for (; at < words.Count; at++)
        {
            var first = words[at].Expand(static _ => "");
            if (first == "!" && !negated)
            {
                negated = true;
            }
            else if (first == "reveals" && !reveals)
            {
                reveals = true;
            }
            else
            {
                return new ScriptLine(number, text.Trim(), negated, reveals, first, [.. words.Skip(at + 1)]);
            }
        }

        return words.Count == 0 ? null : throw new ScriptFailureException("a verb is missing");
    }
}
