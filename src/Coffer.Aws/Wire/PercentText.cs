using System.Buffers;
using System.Text;

namespace Coffer.Aws.Wire;

/// <summary>Text in a URL, as AWS signs it: each byte that is not unreserved (RFC 3986, 2.3) as <c>%XX</c> in upper case.</summary>
internal static class PercentText
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private static readonly SearchValues<char> InQuery = SearchValues.Create(Unreserved);
    private static readonly SearchValues<char> InPath = SearchValues.Create(Unreserved + "/");

    /// <summary>A path, whose slashes stay.</summary>
    public static string OfPath(string text) => Encode(text, InPath);

    /// <summary>A name or a value of a query.</summary>
    public static string OfQuery(string text) => Encode(text, InQuery);

    private static string Encode(string text, SearchValues<char> kept)
    {
        if (text.AsSpan().IndexOfAnyExcept(kept) < 0)
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length + 16);
        foreach (var one in Encoding.UTF8.GetBytes(text))
        {
            if (kept.Contains((char)one))
            {
                encoded.Append((char)one);
            }
            else
            {
                encoded.Append('%').Append("0123456789ABCDEF"[one >> 4]).Append("0123456789ABCDEF"[one & 15]);
            }
        }

        return encoded.ToString();
    }
}
