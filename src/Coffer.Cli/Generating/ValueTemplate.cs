using System.Text;
using Coffer.Core.Model;

namespace Coffer.Cli.Generating;

/// <summary>
/// A text around a value that nobody sees, such as a connection string: <c>{}</c> is the value as it is, <c>{url}</c> the same for a part
/// of a URL.
/// </summary>
internal sealed class ValueTemplate
{
    private const string AsItIs = "{}";
    private const string ForUrl = "{url}";

    private readonly IReadOnlyList<string> parts;

    private ValueTemplate(IReadOnlyList<string> parts) => this.parts = parts;

    /// <summary>Reads a template. One without a place for the value would be a value on the command line.</summary>
    /// <param name="text">The template; it is not repeated in errors.</param>
    /// <param name="name">The name of the secret that it is for.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/>.</exception>
    public static ValueTemplate Parse(string text, string name)
    {
        var parts = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var place = new[] { AsItIs, ForUrl }.FirstOrDefault(
                place => text.AsSpan(at).StartsWith(place, StringComparison.Ordinal));
            var next = ((int[])[text.IndexOf(AsItIs, at, StringComparison.Ordinal), text.IndexOf(ForUrl, at, StringComparison.Ordinal)])
                .Where(found => found >= 0).DefaultIfEmpty(text.Length).Min();
            parts.Add(place ?? text[at..next]);
            at += parts[^1].Length;
        }

        return parts.Exists(part => part is AsItIs or ForUrl)
            ? new ValueTemplate(parts)
            : throw new CofferException(
                ErrorCode.Usage,
                $"the template of '{AddressGrammar.Printable(name)}' has no '{{}}' where the generated value goes",
                "write for example 'db-url=postgres://app:{}@db:5432/app'; a value of your own comes by 'coffer set'");
    }

    /// <summary>The text with a value in its places.</summary>
    public SecretValue Fill(SecretValue value)
    {
        var length = parts.Sum(part => Write(part, value.Reveal(), default));
        return SecretValue.Create(length, value.Reveal(), (to, from) =>
        {
            foreach (var part in parts)
            {
                to = to[Write(part, from, to)..];
            }
        });
    }

    // Returns the length; writes where there is room.
    private static int Write(string part, ReadOnlySpan<byte> value, Span<byte> to)
    {
        switch (part)
        {
            case AsItIs:
                if (!to.IsEmpty)
                {
                    value.CopyTo(to);
                }

                return value.Length;
            case ForUrl:
                return WriteForUrl(value, to);
            default:
                return to.IsEmpty ? Encoding.UTF8.GetByteCount(part) : Encoding.UTF8.GetBytes(part, to);
        }
    }

    // What is not unreserved, as %XX: https://www.rfc-editor.org/rfc/rfc3986#section-2.3
    private static int WriteForUrl(ReadOnlySpan<byte> value, Span<byte> to)
    {
        var length = 0;
        foreach (var b in value)
        {
            var isPlain = char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~';
            if (!to.IsEmpty)
            {
                to[length] = isPlain ? b : (byte)'%';
                if (!isPlain)
                {
                    to[length + 1] = (byte)"0123456789ABCDEF"[b >> 4];
                    to[length + 2] = (byte)"0123456789ABCDEF"[b & 0xf];
                }
            }

            length += isPlain ? 1 : 3;
        }

        return length;
    }
}
