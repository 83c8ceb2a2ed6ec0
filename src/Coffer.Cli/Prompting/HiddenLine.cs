namespace Coffer.Cli.Prompting;

/// <summary>How far a line has come.</summary>
internal enum HiddenLineState
{
    /// <summary>It goes on.</summary>
    More,

    /// <summary>Enter.</summary>
    Done,

    /// <summary>Ctrl+D where nothing was typed.</summary>
    NoInput,

    /// <summary>Ctrl+C.</summary>
    Interrupted,

    /// <summary>Ctrl+\.</summary>
    Quit,

    /// <summary>More than it holds.</summary>
    TooLong,

    /// <summary>Lines that came at once, and that nothing marks as pasted.</summary>
    Unmarked,
}

/// <summary>
/// A line that is edited without being seen, from the bytes that a terminal sends. Escape sequences: ECMA-48; what is pasted stands
/// between <c>ESC [ 200 ~</c> and <c>ESC [ 201 ~</c>, and is taken as it is, lines and all.
/// </summary>
internal sealed class HiddenLine : IDisposable
{
    /// <summary>A chain of certificates has room.</summary>
    public const int MaxBytes = 65536;

    private const int Escape = 0x1b;
    private const int MaxSequence = 16;
    private static readonly byte[] PasteEnd = "\u001b[201~"u8.ToArray();

    private readonly byte[] bytes = GC.AllocateArray<byte>(MaxBytes, pinned: true);
    private readonly List<byte> sequence = [];
    private int length;
    private int cursor;
    private bool isPasting;
    private byte lastPasted;

    /// <summary>Whether what was pasted has more lines than one.</summary>
    public bool HasPastedLines { get; private set; }

    /// <summary>The value; the line is empty then.</summary>
    public byte[] Take()
    {
        var value = GC.AllocateArray<byte>(length, pinned: true);
        bytes.AsSpan(0, length).CopyTo(value);
        Clear();
        return value;
    }

    /// <summary>Takes one byte.</summary>
    public HiddenLineState Feed(byte one) => isPasting ? Pasted(one) : sequence.Count > 0 ? Continued(one) : Key(one);

    /// <inheritdoc/>
    public void Dispose() => Clear();

    private HiddenLineState Key(byte one)
    {
        switch (one)
        {
            case 0x0d or 0x0a:
                return HiddenLineState.Done;
            case 0x03:
                return HiddenLineState.Interrupted;
            case 0x1c:
                return HiddenLineState.Quit;
            case 0x04 when length == 0:
                return HiddenLineState.NoInput;
            case Escape:
                sequence.Add(one);
                break;
            case 0x7f or 0x08:
                Remove(Before(cursor), cursor);
                break;
            case 0x15:
                Remove(0, cursor);
                break;
            case 0x0b:
                Remove(cursor, length);
                break;
            case 0x17:
                Remove(WordBefore(), cursor);
                break;
            case 0x01:
                cursor = 0;
                break;
            case 0x05:
                cursor = length;
                break;
            case 0x02:
                cursor = Before(cursor);
                break;
            case 0x06:
                cursor = After(cursor);
                break;
            case < 0x20 and not 0x09:
                break;
            default:
                return Insert(one);
        }

        return HiddenLineState.More;
    }

    private HiddenLineState Continued(byte one)
    {
        sequence.Add(one);
        var isIntroduced = sequence is [_, (byte)'[' or (byte)'O', ..];
        var isWhole = sequence.Count == 2 ? !isIntroduced : one is >= 0x40 and <= 0x7e;
        if (!isWhole && sequence.Count < MaxSequence)
        {
            return HiddenLineState.More;
        }

        switch (System.Text.Encoding.ASCII.GetString([.. sequence.Skip(1)]))
        {
            case "[200~":
                isPasting = true;
                lastPasted = 0;
                break;
            case "[D" or "OD":
                cursor = Before(cursor);
                break;
            case "[C" or "OC":
                cursor = After(cursor);
                break;
            case "[H" or "OH" or "[1~" or "[7~":
                cursor = 0;
                break;
            case "[F" or "OF" or "[4~" or "[8~":
                cursor = length;
                break;
            case "[3~":
                Remove(cursor, After(cursor));
                break;
            default:
                break;
        }

        sequence.Clear();
        return HiddenLineState.More;
    }

    // A terminal sends the Enter key's byte for each end of a line; a value has line feeds.
    private HiddenLineState Pasted(byte one)
    {
        var isAfterReturn = lastPasted == 0x0d;
        lastPasted = one;
        if (isAfterReturn && one == 0x0a)
        {
            return HiddenLineState.More;
        }

        var state = Insert(one == 0x0d ? (byte)0x0a : one);
        HasPastedLines |= one is 0x0d or 0x0a;
        if (cursor >= PasteEnd.Length && bytes.AsSpan(0, cursor).EndsWith(PasteEnd))
        {
            Remove(cursor - PasteEnd.Length, cursor);
            isPasting = false;
            return HiddenLineState.More;
        }

        return state;
    }

    private HiddenLineState Insert(byte one)
    {
        if (length == MaxBytes)
        {
            return HiddenLineState.TooLong;
        }

        bytes.AsSpan(cursor, length - cursor).CopyTo(bytes.AsSpan(cursor + 1));
        bytes[cursor++] = one;
        length++;
        return HiddenLineState.More;
    }

    private void Remove(int from, int to)
    {
        bytes.AsSpan(to, length - to).CopyTo(bytes.AsSpan(from));
        bytes.AsSpan(length - (to - from), to - from).Clear();
        length -= to - from;
        cursor = from;
    }

    // A character of UTF-8 has one byte that is no continuation (10xxxxxx), its first.
    private int Before(int at)
    {
        do
        {
            at--;
        }
        while (at > 0 && (bytes[at] & 0xc0) == 0x80);
        return Math.Max(0, at);
    }

    private int After(int at)
    {
        do
        {
            at++;
        }
        while (at < length && (bytes[at] & 0xc0) == 0x80);
        return Math.Min(length, at);
    }

    private int WordBefore()
    {
        var at = cursor;
        while (at > 0 && bytes[at - 1] == (byte)' ')
        {
            at--;
        }

        while (at > 0 && bytes[at - 1] != (byte)' ')
        {
            at--;
        }

        return at;
    }

    private void Clear()
    {
        Array.Clear(bytes);
        sequence.Clear();
        (length, cursor) = (0, 0);
    }
}
