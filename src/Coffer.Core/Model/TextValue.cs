using System.Text;
using System.Text.Unicode;

namespace Coffer.Core.Model;

/// <summary>How bytes become text: in a variable, and where somebody typed or piped them.</summary>
internal static class TextValue
{
    /// <summary>
    /// A single line without its trailing newline (LF or CRLF), as the shell's <c>$(…)</c> gives it; everything else
    /// unchanged.
    /// </summary>
    public static ReadOnlySpan<byte> WithoutFinalNewline(ReadOnlySpan<byte> value)
    {
        if (value.IndexOf((byte)'\n') != value.Length - 1 || value.IsEmpty)
        {
            return value;
        }

        var line = value[..^1];
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }

    /// <summary>The byte order mark that bytes begin with, in words, or null. Nobody sees one, and no password has one.</summary>
    public static string? ByteOrderMark(ReadOnlySpan<byte> value) =>
        value.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? "EF BB BF, as UTF-8 has it"
        : value.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? "FF FE, as UTF-16 has it"
        : value.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? "FE FF, as UTF-16 has it"
        : null;

    /// <summary>Whether a single line begins or ends with a blank, or what is as good as one: pasted with it, and seldom meant.</summary>
    public static bool HasUnseenEnd(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value.Contains((byte)'\n') || !Utf8.IsValid(value))
        {
            return false;
        }

        _ = Rune.DecodeFromUtf8(value, out var first, out _);
        _ = Rune.DecodeLastFromUtf8(value, out var last, out _);
        return IsUnseen(first) || IsUnseen(last);
    }

    /// <summary>Why bytes cannot be an environment variable's value, or null.</summary>
    public static string? VariableProblem(ReadOnlySpan<byte> value) =>
        value.Contains((byte)0) ? "it holds a NUL byte"
        : !Utf8.IsValid(value) ? "it is not valid UTF-8"
        : null;

    // With those of no width that web pages and chats put around what is copied.
    private static bool IsUnseen(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value is (>= 0x200B and <= 0x200F) or 0x2060 or 0xFEFF;
}
