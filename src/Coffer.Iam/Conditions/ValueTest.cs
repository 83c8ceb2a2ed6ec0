using System.Globalization;
using System.Net;
using Coffer.Iam.Patterns;

namespace Coffer.Iam.Conditions;

/// <summary>Compares a value of a request with one of a policy. A value of the policy that cannot be read leaves the test open.</summary>
internal static class ValueTest
{
    /// <summary>Whether a value of the request is what one of the policy means.</summary>
    /// <param name="test">The operator; what is negated in it is not looked at.</param>
    /// <param name="wanted">The policy's value, with its variables replaced.</param>
    /// <param name="value">The request's value.</param>
    public static Truth Compare(ConditionOperator test, Glyph[] wanted, string value)
    {
        var text = string.Concat(wanted.Select(glyph => glyph.Value));
        return test.Comparison switch
        {
            Comparison.Text => (text == value).AsTruth(),
            Comparison.TextIgnoreCase => text.Equals(value, StringComparison.OrdinalIgnoreCase).AsTruth(),
            Comparison.Pattern => Glob.Matches(wanted, value).AsTruth(),
            Comparison.Arn => (text == "*" || ArnPattern.MatchesArn(wanted, value)).AsTruth(),
            Comparison.Number => Ordered<decimal>(test.Order, text, value, TryNumber),
            Comparison.Date => Ordered<DateTimeOffset>(test.Order, text, value, ConditionDate.TryParse),
            Comparison.Truth => text.Equals(value, StringComparison.OrdinalIgnoreCase).AsTruth(),
            Comparison.Bytes => SameBytes(text, value),
            _ => Within(text, value),
        };
    }

    private delegate bool Parser<T>(string text, out T value);

    private static Truth Ordered<T>(Order order, string wanted, string value, Parser<T> parse)
        where T : IComparable<T>
    {
        if (!parse(wanted, out var limit))
        {
            return Truth.Open;
        }

        if (!parse(value, out var actual))
        {
            return Truth.False;
        }

        var compared = actual.CompareTo(limit);
        return (order switch
        {
            Order.Same => compared == 0,
            Order.Less => compared < 0,
            Order.LessOrSame => compared <= 0,
            Order.Greater => compared > 0,
            _ => compared >= 0,
        }).AsTruth();
    }

    private static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static Truth SameBytes(string wanted, string value)
    {
        var room = new byte[wanted.Length];
        var other = new byte[value.Length];
        return !Convert.TryFromBase64String(wanted, room, out var length)
            ? Truth.Open
            : (Convert.TryFromBase64String(value, other, out var count)
                && room.AsSpan(0, length).SequenceEqual(other.AsSpan(0, count))).AsTruth();
    }

    private static Truth Within(string range, string value)
    {
        var parts = range.Split('/');
        if (parts.Length > 2 || !IPAddress.TryParse(parts[0], out var network))
        {
            return Truth.Open;
        }

        var bytes = network.GetAddressBytes();
        var most = bytes.Length * 8;
        var prefix = most;
        if (parts.Length == 2
            && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > most))
        {
            return Truth.Open;
        }

        if (!IPAddress.TryParse(value, out var address))
        {
            return Truth.False;
        }

        var actual = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return (actual.Length == bytes.Length && SamePrefix(bytes, actual, prefix)).AsTruth();
    }

    private static bool SamePrefix(byte[] a, byte[] b, int bits)
    {
        for (var at = 0; at < a.Length; at++)
        {
            var here = Math.Clamp(bits - (at * 8), 0, 8);
            if ((a[at] ^ b[at]) >> (8 - here) != 0)
            {
                return false;
            }
        }

        return true;
    }
}
