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

    /// <summary>Why bytes cannot be an environment variable's value, or null.</summary>
    public static string? VariableProblem(ReadOnlySpan<byte> value) =>
        value.Contains((byte)0) ? "it holds a NUL byte"
        : !Utf8.IsValid(value) ? "it is not valid UTF-8"
        : null;
}
