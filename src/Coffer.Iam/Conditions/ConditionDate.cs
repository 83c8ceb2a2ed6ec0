using System.Globalization;

namespace Coffer.Iam.Conditions;

/// <summary>A point in time as a policy writes it: a form of https://www.w3.org/TR/NOTE-datetime, or seconds since 1970.</summary>
internal static class ConditionDate
{
    private static readonly string[] Forms =
    [
        "yyyy", "yyyy-MM", "yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads one; without an offset it is in UTC.</summary>
    public static bool TryParse(string text, out DateTimeOffset date)
    {
        // Four digits are a year; more of them are seconds.
        if (text.Length != 4 && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            var known = seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();
            date = known ? DateTimeOffset.FromUnixTimeSeconds(seconds) : default;
            return known;
        }

        const DateTimeStyles InUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(text.ToUpperInvariant(), Forms, CultureInfo.InvariantCulture, InUtc, out date);
    }
}
