using System.Text;

namespace Coffer.Cli.Tests.Scripting;

/// <summary>
/// Splits a line into words: '…' is literal, "…" knows $VAR and the escapes \n \t \" \\ \$, and outside quotes only
/// $VAR and ${VAR} are special. A $ that begins no name is itself, so that a regular expression may end in it.
/// </summary>
internal sealed class WordReader
{
    private readonly string line;
    private readonly List<WordPart> parts = [];
    private readonly StringBuilder literal = new();
    private int position;

    private WordReader(string line) => this.line = line;

    public static IReadOnlyList<Word> Split(string line)
    {
        var reader = new WordReader(line);
        var words = new List<Word>();
        while (reader.SkipToWord())
        {
            words.Add(reader.ReadWord());
        }

        return words;
    }

    private bool SkipToWord()
    {
        while (position < line.Length && line[position] is ' ' or '\t')
        {
            position++;
        }

        return position < line.Length && line[position] != '#';
    }

    private Word ReadWord()
    {
        parts.Clear();
        while (position < line.Length && line[position] is not (' ' or '\t'))
        {
            var c = line[position];
            if (c == '\'')
            {
                ReadSingleQuoted();
            }
            else if (c == '"')
            {
                ReadDoubleQuoted();
            }
            else
            {
                ReadCharacterOrVariable();
            }
        }

        EndLiteral();
        return new Word([.. parts]);
    }

    private void ReadSingleQuoted()
    {
        var end = line.IndexOf('\'', position + 1);
        if (end < 0)
        {
            throw new ScriptFailureException("a ' is not closed");
        }

        literal.Append(line, position + 1, end - position - 1);
        position = end + 1;
    }

    private void ReadDoubleQuoted()
    {
        position++;
        while (position < line.Length && line[position] != '"')
        {
            if (line[position] == '\\' && position + 1 < line.Length && Escaped(line[position + 1]) is { } escaped)
            {
                literal.Append(escaped);
                position += 2;
            }
            else
            {
                ReadCharacterOrVariable();
            }
        }

        if (position == line.Length)
        {
            throw new ScriptFailureException("a \" is not closed");
        }

        position++;
    }

    private static char? Escaped(char c) => c switch
    {
        'n' => '\n',
        't' => '\t',
        '"' or '\\' or '$' => c,
        _ => null,
    };

    private void ReadCharacterOrVariable()
    {
        if (line[position] != '$' || VariableAt(position + 1) is not { } variable)
        {
            literal.Append(line[position++]);
            return;
        }

        EndLiteral();
        parts.Add(new WordPart(variable.Name, IsVariable: true));
        position = variable.End;
    }

    private (string Name, int End)? VariableAt(int start)
    {
        var braced = start < line.Length && line[start] == '{';
        var first = braced ? start + 1 : start;
        var end = first;
        while (end < line.Length && (char.IsAsciiLetterOrDigit(line[end]) || line[end] == '_'))
        {
            end++;
        }

        if (end == first || char.IsAsciiDigit(line[first]) || (braced && (end == line.Length || line[end] != '}')))
        {
            return null;
        }

        return (line[first..end], braced ? end + 1 : end);
    }

    private void EndLiteral()
    {
        if (literal.Length > 0)
        {
            parts.Add(new WordPart(literal.ToString(), IsVariable: false));
            literal.Clear();
        }
    }
}
