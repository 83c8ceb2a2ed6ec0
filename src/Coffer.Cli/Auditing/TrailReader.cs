using System.Text.Json;

namespace Coffer.Cli.Auditing;

/// <summary>
/// The objects in a stream of JSON, one after the other; never more of it is in memory than one of them. It takes CloudTrail's files
/// (<c>{"Records":[…]}</c>), the answer of <c>aws cloudtrail lookup-events</c> (<c>{"Events":[…]}</c>), a list, and one object a line:
/// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html
/// </summary>
/// <param name="stream">The JSON.</param>
internal sealed class TrailReader(Stream stream)
{
    /// <summary>The longest object that is read; CloudTrail's events have 256 KiB at most.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;
    private bool isWhole;
    private JsonReaderState state = new(new JsonReaderOptions { AllowMultipleValues = true });

    /// <summary>Whether there was a list of events, be it an empty one.</summary>
    public bool HasList { get; private set; }

    /// <summary>Reads everything.</summary>
    /// <param name="each">Told of each object; the bytes are good until it returns.</param>
    /// <exception cref="JsonException">It is no JSON, or ends too early.</exception>
    /// <exception cref="InvalidDataException">An object is too long, or what is compressed is damaged.</exception>
    public void Read(Action<ReadOnlyMemory<byte>> each)
    {
        Fill(ByteOrderMark.Length);
        start = buffer.AsSpan(0, end).StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        while (true)
        {
            var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isWhole, state);
            while (Step(ref reader, each))
            {
            }

            start += (int)reader.BytesConsumed;
            state = reader.CurrentState;
            if (isWhole)
            {
                return;
            }

            Fill(1);
        }
    }

    private bool Step(ref Utf8JsonReader reader, Action<ReadOnlyMemory<byte>> each)
    {
        var before = reader;
        if (!reader.Read())
        {
            return false;
        }

        HasList |= reader is { TokenType: JsonTokenType.StartArray, CurrentDepth: 0 };
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return true;
        }

        var first = (int)reader.TokenStartIndex;
        var wraps = reader.CurrentDepth == 0 ? Wraps(reader) : false;
        if (wraps == true)
        {
            HasList = true;
            return true;
        }

        if (wraps == false && reader.TrySkip())
        {
            each(buffer.AsMemory(start + first, (int)reader.BytesConsumed - first));
            return true;
        }

        // More bytes are needed to know it whole.
        if (end - start - first < MaxBytes)
        {
            reader = before;
            return false;
        }

        // Too long for an event: at the top it can only be what holds them.
        return reader.CurrentDepth == 0 ? true : throw new InvalidDataException($"an event has more than {MaxBytes} bytes");
    }

    /// <summary>Whether an object at the top holds a list of events; null where more bytes are needed to tell.</summary>
    private static bool? Wraps(Utf8JsonReader look)
    {
        while (look.Read())
        {
            if (look.TokenType == JsonTokenType.EndObject)
            {
                return false;
            }

            var named = look.ValueTextEquals("Records"u8) || look.ValueTextEquals("Events"u8);
            if (!look.Read())
            {
                return null;
            }

            if (named && look.TokenType == JsonTokenType.StartArray)
            {
                return true;
            }

            if (!look.TrySkip())
            {
                return null;
            }
        }

        return null;
    }

    private void Fill(int least)
    {
        var rest = end - start;
        if (rest == buffer.Length)
        {
            // One token more than the longest object, for what stands before it.
            Array.Resize(ref buffer, Math.Min(buffer.Length * 2, 2 * MaxBytes));
        }
        else
        {
            buffer.AsSpan(start, rest).CopyTo(buffer);
        }

        (start, end) = (0, rest);
        if (end == buffer.Length)
        {
            throw new InvalidDataException($"a text has more than {MaxBytes} bytes");
        }

        var more = stream.ReadAtLeast(buffer.AsSpan(end), least, throwOnEndOfStream: false);
        end += more;
        isWhole = more < least;
    }
}
