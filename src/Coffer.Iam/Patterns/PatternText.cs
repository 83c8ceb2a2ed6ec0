namespace Coffer.Iam.Patterns;

/// <summary>What a text of a policy is after its variables have their values.</summary>
/// <param name="Glyphs">The pattern; null where a variable has no value.</param>
/// <param name="Missing">That variable.</param>
internal readonly record struct Resolution(Glyph[]? Glyphs, string? Missing);

/// <summary>
/// A text of a policy, with its variables:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
/// </summary>
internal sealed class PatternText
{
    private readonly List<Part> parts = [];

    private PatternText()
    {
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="variables">Whether the document's version has variables; else they are plain text.</param>
    /// <param name="wildcards">Whether stars and question marks stand for other characters.</param>
    public static PatternText Parse(string text, bool variables, bool wildcards)
    {
        var pattern = new PatternText();
        var at = 0;
        while (at < text.Length)
        {
            var open = variables ? text.IndexOf("${", at, StringComparison.Ordinal) : -1;
            if (open < 0 || Read(text, open + 2) is not { } found)
            {
                // What is not closed is plain text, to its end.
                pattern.Add(text[at..], wildcards);
                break;
            }

            pattern.Add(text[at..open], wildcards);
            pattern.parts.Add(found.Part);
            at = found.End;
        }

        return pattern;
    }

    /// <summary>Puts values in the place of the variables. What is wild in a value stands for itself.</summary>
    /// <param name="valueOf">A variable's value; null where the request has none.</param>
    public Resolution Resolve(Func<string, string?> valueOf)
    {
        var glyphs = new List<Glyph>();
        foreach (var part in parts)
        {
            switch (part)
            {
                case Fixed plain:
                    glyphs.AddRange(plain.Glyphs);
                    break;
                case Variable variable when (valueOf(variable.Name) ?? variable.Default) is { } value:
                    glyphs.AddRange(Glyph.Literal(value));
                    break;
                case Variable variable:
                    return new Resolution(null, variable.Name);
                default:
                    break;
            }
        }

        return new Resolution([.. glyphs], null);
    }

    private static (Part Part, int End)? Read(string text, int start)
    {
        var close = text.IndexOf('}', start);
        if (close < 0)
        {
            return null;
        }

        var inner = text[start..close];
        if (inner is "*" or "?" or "$")
        {
            return (new Fixed(Glyph.Literal(inner)), close + 1);
        }

        var comma = inner.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0)
        {
            return (new Variable(inner.Trim(), null), close + 1);
        }

        // The default is in single quotes, and may have a brace in it.
        var quote = text.IndexOf('\'', start + comma);
        var end = quote < 0 ? -1 : text.IndexOf("'}", quote + 1, StringComparison.Ordinal);
        return end < 0 ? null : (new Variable(inner[..comma].Trim(), text[(quote + 1)..end]), end + 2);
    }

    private void Add(string text, bool wildcards) =>
        parts.Add(new Fixed(wildcards ? Glyph.Pattern(text) : Glyph.Literal(text)));

    private abstract record Part;

    private sealed record Fixed(Glyph[] Glyphs) : Part;

    private sealed record Variable(string Name, string? Default) : Part;
}
