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
    public static void Print(Action<Utf8JsonWriter> fields) => PrintBare(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        fields(json);
        json.WriteEndObject();
    });

    /// <summary>Prints what somebody else has defined.</summary>
    /// <param name="value">Writes all of it.</param>
    public static void PrintBare(Action<Utf8JsonWriter> value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            value(json);
        }

        buffer.Write("\n"u8);
        Terminal.Bytes(buffer.WrittenSpan);
    }

    /// <summary>Prints an object with one list while it is made, however long it is.</summary>
    /// <param name="name">The list's name.</param>
    /// <param name="items">Writes the list's items.</param>
    public static void PrintStream(string name, Action<Utf8JsonWriter> items)
    {
        var output = new PrintedBuffer();
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteStartArray(name);
            items(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Print("\n"u8);
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

    /// <summary>Prints what the writer has made, a piece after the other.</summary>
    private sealed class PrintedBuffer : IBufferWriter<byte>
    {
        private const int PieceBytes = 64 * 1024;

        private readonly ArrayBufferWriter<byte> piece = new(PieceBytes);

        public void Advance(int count)
        {
            piece.Advance(count);
            if (piece.WrittenCount >= PieceBytes)
            {
                Print([]);
            }
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => piece.GetMemory(sizeHint);

        public Span<byte> GetSpan(int sizeHint = 0) => piece.GetSpan(sizeHint);

        public void Print(ReadOnlySpan<byte> end)
        {
            piece.Write(end);
            Terminal.Bytes(piece.WrittenSpan);
            piece.ResetWrittenCount();
        }
    }
}
