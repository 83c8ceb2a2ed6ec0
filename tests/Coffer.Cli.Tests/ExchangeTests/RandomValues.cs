using System.Text;

namespace Coffer.Cli.Tests.ExchangeTests;

/// <summary>Values that file formats get wrong: quotes, escapes, words with a meaning, line ends, blanks, odd characters, bytes.</summary>
internal sealed class RandomValues(int seed)
{
    private static readonly string[] Alphabets =
    [
        "abcXYZ019_./:@%+,=-",
        "ab'\"\\$`{}#! ",
        "a \t\n\r",
        "a\n'\"\\#${}:-|>&*%@`,[]?! ~",
        "\u0001\u001b\u007f\u0085\u00a0\u2028\u2029\ufeff\ufffd\u00e4\u4e2da\n",
    ];

    private static readonly string[] Pieces =
    [
        "yes", "no", "null", "~", "true", "0755", "1e3", "1_000", "2001-01-01", "0x1F", ".inf", "<<", "---", "...", "- a", "a: b", "a #b",
        "#a", "?", "|", ">", "!!binary", "&a", "*a", "%YAML 1.2", "{}", "[]", "''", "\"\"", "${HOME}", "$HOME", "$(id)", "`id`", "\\n",
        "\\\\", "\\'", "\\", "'", "\"", "\n", "\n\n", "\r\n", "\r", "  ", "\t", " ", "=", "export ", "KEY=value", "\U0001F511", "ENC[",
        "-----BEGIN KEY-----\nMIIE\n-----END KEY-----\n", "\n  indented\n", "\n\n\n", " leading", "trailing ", "trailing\n ",
        "postgres://app:p%40ss'w\"ord@db:5432/app?x=1&y=2#z",
    ];

    private readonly Random random = new(seed);

    /// <summary>Text without NUL.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        for (var parts = random.Next(1, 8); parts > 0; parts--)
        {
            if (random.Next(2) == 0)
            {
                text.Append(Pieces[random.Next(Pieces.Length)]);
                continue;
            }

            var alphabet = Alphabets[random.Next(Alphabets.Length)];
            for (var length = random.Next(1, 20); length > 0; length--)
            {
                text.Append(alphabet[random.Next(alphabet.Length)]);
            }
        }

        return text.ToString();
    }

    /// <summary>Bytes: mostly text; where they need not be, some that are none, and NUL.</summary>
    public byte[] Bytes(bool textOnly)
    {
        if (textOnly || random.Next(4) > 0)
        {
            return Encoding.UTF8.GetBytes(Text() + (textOnly || random.Next(8) > 0 ? "" : "\0"));
        }

        var bytes = new byte[random.Next(1, 200)];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Secrets by their names, as a service has them.</summary>
    public SortedDictionary<string, byte[]> Set(bool textOnly)
    {
        string[] names =
        [
            "DB_PASSWORD", "token", "db-user", "tls/server.key", "tls/ca.pem", "a.b.c", "0755", "no", "y", "null", "_x",
            "-dash", "x/y/z", "1e3",
        ];
        var set = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        for (var count = random.Next(1, names.Length); count > 0; count--)
        {
            set[names[random.Next(names.Length)]] = Bytes(textOnly);
        }

        return set;
    }
}
