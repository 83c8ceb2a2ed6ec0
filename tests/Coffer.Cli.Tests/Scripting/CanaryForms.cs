using System.Text;
using System.Text.Encodings.Web;

namespace Coffer.Cli.Tests.Scripting;

/// <summary>One way in which a value can leak. Text is null where the form cannot stand in a message.</summary>
internal sealed record CanaryForm(string Name, byte[] Bytes, string? Text);

internal static class CanaryForms
{
    public static IEnumerable<CanaryForm> Of(string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        yield return OfText("raw", value);
        for (var offset = 0; offset < 3; offset++)
        {
            var base64 = Base64Core(utf8, offset);
            yield return OfText("base64", base64);
            yield return OfText("base64", base64.Replace('+', '-').Replace('/', '_'));
        }

        yield return OfText("hex", Convert.ToHexString(utf8));
        yield return OfText("hex", Convert.ToHexStringLower(utf8));
        yield return OfText("URL-encoded", Uri.EscapeDataString(value));
        yield return OfText("URL-encoded", Uri.EscapeDataString(value).Replace("%20", "+", StringComparison.Ordinal));
        yield return OfText("JSON-escaped", JavaScriptEncoder.Default.Encode(value));
        yield return OfText("JSON-escaped", JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value));
        yield return new CanaryForm("UTF-16", Encoding.Unicode.GetBytes(value), Text: null);
        yield return new CanaryForm("UTF-16", Encoding.BigEndianUnicode.GetBytes(value), Text: null);
    }

    /// <summary>The characters of the base64 of anything that holds the value at this offset modulo three.</summary>
    private static string Base64Core(byte[] value, int offset)
    {
        var whole = Convert.ToBase64String([.. new byte[offset], .. value]);
        var first = ((offset * 8) + 5) / 6;
        var end = (offset + value.Length) * 8 / 6;
        return whole[first..end];
    }

    private static CanaryForm OfText(string name, string text) => new(name, Encoding.UTF8.GetBytes(text), text);
}
