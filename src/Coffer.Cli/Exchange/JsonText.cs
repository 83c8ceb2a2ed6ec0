using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Coffer.Cli.Exchange;

/// <summary>A JSON document, with the lines of what is in it.</summary>
internal sealed class JsonText : IDisposable
{
    private readonly ReadOnlyMemory<byte> content;
    private readonly JsonDocument document;

    private JsonText(ReadOnlyMemory<byte> content, JsonDocument document)
    {
        this.content = content;
        this.document = document;
    }

    /// <summary>The whole.</summary>
    public JsonElement Root => document.RootElement;

    /// <summary>Reads a document.</summary>
    /// <exception cref="ExchangeException">With the line.</exception>
    public static JsonText Parse(ReadOnlyMemory<byte> content)
    {
        var text = content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content;
        try
        {
            return new JsonText(text, JsonDocument.Parse(text));
        }
        catch (JsonException failure)
        {
            throw new ExchangeException((int)(failure.LineNumber ?? 0) + 1, "it is not JSON");
        }
    }

    /// <summary>The line on which an element begins.</summary>
    public int LineOf(JsonElement element) =>
        content.Span.Overlaps(JsonMarshal.GetRawUtf8Value(element), out var offset) ? content.Span[..offset].Count((byte)'\n') + 1 : 1;

    /// <summary>A string's text as UTF-8; of a number, true or false the text as it is written; null of what is no value.</summary>
    /// <exception cref="ExchangeException">It is no text.</exception>
    public SecretValue? ValueOf(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return StringOf(element);
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                return SecretValue.CopyOf(JsonMarshal.GetRawUtf8Value(element));
            case JsonValueKind.Null:
                return SecretValue.CopyOf([]);
            default:
                return null;
        }
    }

    /// <summary>The bytes of a string in base64.</summary>
    /// <exception cref="ExchangeException">It is none.</exception>
    public SecretValue BytesOf(JsonElement element)
    {
        using var text = element.ValueKind == JsonValueKind.String ? StringOf(element) : null;
        return (text is null ? null : Base64Text.Decode(text.Reveal()))
            ?? throw new ExchangeException(LineOf(element), "the value is marked as base64, and is not");
    }

    /// <inheritdoc/>
    public void Dispose() => document.Dispose();

    private SecretValue StringOf(JsonElement element)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        var reader = new Utf8JsonReader(raw);
        _ = reader.Read();
        var buffer = GC.AllocateUninitializedArray<byte>(raw.Length, pinned: true);
        try
        {
            return SecretValue.CopyOf(buffer.AsSpan(0, reader.CopyString(buffer)));
        }
        catch (InvalidOperationException)
        {
            throw new ExchangeException(LineOf(element), "half of a surrogate pair is no text");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }
}
