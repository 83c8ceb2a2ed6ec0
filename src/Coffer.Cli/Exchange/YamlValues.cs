using System.Text;
using SharpYaml;
using SharpYaml.Events;

namespace Coffer.Cli.Exchange;

/// <summary>
/// One YAML mapping: each key is a secret, mappings within are folders, <c>!!binary</c> is bytes that are no text. A plain scalar is its
/// text as it is written: <c>no</c> is "no", and <c>0755</c> is "0755".
/// </summary>
internal sealed class YamlValues
{
    private const string Binary = "tag:yaml.org,2002:binary";
    private const int MostDepth = 20;

    private static readonly string[] KnownTags =
        ["!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool"];

    private readonly IParser parser;
    private readonly Entries entries;

    private YamlValues(IParser parser, Entries entries)
    {
        this.parser = parser;
        this.entries = entries;
    }

    /// <summary>Reads a document.</summary>
    /// <exception cref="ExchangeException">With the line.</exception>
    public static void Read(ReadOnlySpan<byte> content, Entries entries)
    {
        if (!QuotedText.IsText(content))
        {
            throw new ExchangeException(1, "it is not UTF-8");
        }

        try
        {
            var text = content.StartsWith("\uFEFF"u8) ? content[3..] : content;
            new YamlValues(Parser.CreateParser(new StringReader(Encoding.UTF8.GetString(text))), entries).ReadDocument();
        }
        catch (YamlException failure)
        {
            // Its message may have text of the file.
            throw new ExchangeException(failure.Start.Line + 1, "it is not YAML");
        }
    }

    private void ReadDocument()
    {
        if (Next() is StreamStart && Next() is StreamEnd)
        {
            return;
        }

        if (Next() is not MappingStart)
        {
            throw Problem("it is not one mapping", "write 'name: value', a line each");
        }

        ReadMapping("", 1);
        _ = Next();
        if (Next() is not StreamEnd)
        {
            throw Problem("a second document begins here", "import one at a time");
        }
    }

    private void ReadMapping(string above, int depth)
    {
        while (Next() is not MappingEnd)
        {
            var line = Line;
            if (parser.Current is not Scalar { Anchor: null or "" } key)
            {
                throw Problem("a key is no text");
            }

            if (above.Length == 0 && key.Value == "sops")
            {
                throw Problem("this is a file of SOPS as it is encrypted", Encrypted.SopsHint);
            }

            ReadValue(above + key.Value, line, depth);
        }
    }

    private void ReadValue(string key, int line, int depth)
    {
        switch (Next())
        {
            case AnchorAlias or NodeEvent { Anchor: not (null or "") }:
                throw Problem("anchors and aliases are not read", "write the value where it is meant");
            case Scalar scalar:
                entries.Add(new ExchangeEntry(key, ValueOf(scalar), line));
                break;
            case MappingStart when depth < MostDepth:
                ReadMapping($"{key}/", depth + 1);
                break;
            case SequenceStart:
                throw Problem("a list is no value", "write its text within quotes, or a name for each item");
            default:
                throw Problem("it is nested too deeply");
        }
    }

    private SecretValue ValueOf(Scalar scalar)
    {
        if (scalar.Tag == Binary)
        {
            var text = string.Concat(scalar.Value.Where(c => !char.IsWhiteSpace(c)));
            return Base64Text.Decode(Encoding.UTF8.GetBytes(text)) ?? throw Problem("the value is marked as base64, and is not");
        }

        if (!string.IsNullOrEmpty(scalar.Tag) && !KnownTags.Contains(scalar.Tag))
        {
            throw Problem("it has a tag that is not known", "take it away, or write the text within quotes");
        }

        var isNull = scalar is { Style: ScalarStyle.Plain, Tag: null or "", Value: "" or "~" or "null" or "Null" or "NULL" };
        return SecretValue.CopyOf(isNull ? [] : Encoding.UTF8.GetBytes(scalar.Value));
    }

    private ParsingEvent? Next() => parser.MoveNext() ? parser.Current : null;

    private int Line => (parser.Current?.Start.Line ?? 0) + 1;

    private ExchangeException Problem(string problem, string? hint = null) => new(Line, problem, hint);
}
