using System.Text;

namespace Coffer.Cli.Tests.Scripting;

/// <summary>One word of a script line: literal text and variables, which are looked up when the line runs.</summary>
internal sealed record Word(IReadOnlyList<WordPart> Parts)
{
    public string Expand(Func<string, string?> lookup)
    {
        var text = new StringBuilder();
        foreach (var part in Parts)
        {
            // An unknown variable must not become an empty argument: that would test something else.
            text.Append(part.IsVariable
                ? lookup(part.Text) ?? throw new ScriptFailureException($"unknown variable ${part.Text}")
                : part.Text);
        }

        return text.ToString();
    }
}

internal readonly record struct WordPart(string Text, bool IsVariable);
