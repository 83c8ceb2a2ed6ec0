namespace Coffer.Iam.Patterns;

/// <summary>One character of a pattern.</summary>
/// <param name="Value">The character.</param>
/// <param name="Wild">Whether a star or question mark stands for others, and not for itself.</param>
internal readonly record struct Glyph(char Value, bool Wild)
{
    /// <summary>Whether it stands for any characters, or none.</summary>
    public bool IsRun => Wild && Value == '*';

    /// <summary>Whether it stands for one character.</summary>
    public bool IsOne => Wild && Value == '?';

    /// <summary>Whether it is the mark between the parts of an ARN.</summary>
    public bool IsColon => !Wild && Value == ':';

    /// <summary>The characters of a text that is no pattern.</summary>
    public static Glyph[] Literal(string text) => Of(text, wildcards: false);

    /// <summary>The characters of a text in which stars and question marks are wild.</summary>
    public static Glyph[] Pattern(string text) => Of(text, wildcards: true);

    private static Glyph[] Of(string text, bool wildcards)
    {
        var glyphs = new Glyph[text.Length];
        for (var at = 0; at < text.Length; at++)
        {
            glyphs[at] = new Glyph(text[at], wildcards && text[at] is '*' or '?');
        }

        return glyphs;
    }
}
