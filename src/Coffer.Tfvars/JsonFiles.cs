using System.Text.Json;

namespace Coffer.Tfvars;

/// <summary>Finds the list in a <c>.tfvars.json</c> file.</summary>
internal static class JsonFiles
{
    // What Terraform itself can evaluate is far below; the reader's own default of 64 is not.
    private const int MaximumDepth = 1000;

    public static ListSource? Read(ReadOnlySpan<byte> content)
    {
        var reader = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = MaximumDepth });
        try
        {
            return ReadObject(ref reader, content);
        }
        catch (JsonException exception)
        {
            // The exception's own message quotes the file.
            throw TfvarsProblem.Malformed(content, Offset(content, exception), "expected well-formed JSON");
        }
        catch (InvalidOperationException)
        {
            throw TfvarsProblem.Malformed(content, (int)reader.TokenStartIndex, "expected a valid escape sequence");
        }
    }

    private static ListSource? ReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> content)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        ListSource? found = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw TfvarsProblem.Malformed(content, (int)reader.TokenStartIndex, "expected an object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString() ?? "";
            if (!names.Add(name))
            {
                throw TfvarsProblem.Malformed(
                    content, (int)reader.TokenStartIndex, "expected a variable that is not defined above");
            }

            reader.Read();
            if (name == "files")
            {
                found = ReadList(ref reader, content);
            }

            reader.Skip();
        }

        // What follows the object must be nothing.
        while (reader.Read())
        {
        }

        return found;
    }

    private static ListSource ReadList(ref Utf8JsonReader reader, ReadOnlySpan<byte> content)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw TfvarsProblem.NotEditable(
                content, (int)reader.TokenStartIndex, "expected 'files' to be a list of plain strings");
        }

        var open = (int)reader.BytesConsumed;
        var end = open;
        var parts = new List<ListPart>();
        while (reader.Read())
        {
            AddGap(content, end, (int)reader.TokenStartIndex, parts);
            end = (int)reader.BytesConsumed;
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                break;
            }

            if (reader.TokenType != JsonTokenType.String)
            {
                throw TfvarsProblem.NotEditable(content, (int)reader.TokenStartIndex, "expected a plain string");
            }

            parts.Add(new ListPart(ListPartKind.Element, (int)reader.TokenStartIndex, end, reader.GetString() ?? ""));
        }

        return new ListSource(open, parts, TfvarsSyntax.Json);
    }

    private static void AddGap(ReadOnlySpan<byte> content, int start, int end, List<ListPart> parts)
    {
        for (var i = start; i < end; i++)
        {
            if (content[i] == ',')
            {
                parts.Add(new ListPart(ListPartKind.Comma, i, i + 1));
            }
            else if (content[i] == '\n')
            {
                var pair = i > start && content[i - 1] == '\r';
                parts.Add(new ListPart(ListPartKind.Newline, pair ? i - 1 : i, i + 1));
            }
        }
    }

    private static int Offset(ReadOnlySpan<byte> content, JsonException exception)
    {
        var offset = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
        {
            offset += content[offset..].IndexOf((byte)'\n') + 1;
        }

        return offset + (int)(exception.BytePositionInLine ?? 0);
    }
}
