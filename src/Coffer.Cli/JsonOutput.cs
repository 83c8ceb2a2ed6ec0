using System.Buffers;
using System.Text.Json;

namespace Coffer.Cli;

/// <summary>What <c>--json</c> prints: one object, with a version, on lines of its own.</summary>
internal static class JsonOutput
{
    private const int Version = 1;

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Prints an object whose fields <paramref name="fields"/> writes.</summary>
    public static void Print(Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            fields(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        Terminal.Bytes(buffer.WrittenSpan);
    }

    /// <summary>Writes a list of objects.</summary>
    public static void WriteList<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> fields)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            fields(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
