using System.Globalization;
using System.Text;

namespace Coffer.Tfvars;

/// <summary>The lengths of identifiers and numbers (HCL native syntax, "Identifiers" and "Numeric Literals").</summary>
internal static class HclWord
{
    public static int IdentifierLength(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (Rune.DecodeFromUtf8(text[length..], out var rune, out var bytes) == System.Buffers.OperationStatus.Done
            && (IsStart(rune) || (length > 0 && IsContinue(rune))))
        {
            length += bytes;
        }

        return length;
    }

    public static int NumberLength(ReadOnlySpan<byte> text)
    {
        var length = Digits(text);
        if (text[length..] is [(byte)'.', >= (byte)'0' and <= (byte)'9', ..])
        {
            length += 1 + Digits(text[(length + 1)..]);
        }

        var exponent = text[length..] switch
        {
            [(byte)'e' or (byte)'E', (byte)'+' or (byte)'-', >= (byte)'0' and <= (byte)'9', ..] => 2,
            [(byte)'e' or (byte)'E', >= (byte)'0' and <= (byte)'9', ..] => 1,
            _ => 0,
        };
        return exponent == 0 ? length : length + exponent + Digits(text[(length + exponent)..]);
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }

    private static bool IsStart(Rune rune) =>
        rune.Value == '_' || Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.LetterNumber;

    private static bool IsContinue(Rune rune) => rune.Value == '-' || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
}
