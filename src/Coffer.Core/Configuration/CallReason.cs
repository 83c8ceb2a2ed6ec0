using System.Text;

namespace Coffer.Core.Configuration;

/// <summary>
/// Why somebody does something: a few words that travel in the user agent of every call to AWS, so that CloudTrail has them. All who
/// read the trail read them: never a value.
/// </summary>
/// <param name="Text">The words.</param>
internal sealed record CallReason(string Text)
{
    /// <summary>The variable that says it.</summary>
    public const string Variable = "COFFER_REASON";

    /// <summary>The longest, in bytes as it is sent. CloudTrail keeps 1 KB of a user agent, the SDK's own words included.</summary>
    public const int MaxBytes = 256;

    private const string Mark = "coffer-reason/";

    /// <summary>As a part of a user agent: of the characters of a token (RFC 9110, 5.6.2), all others as <c>%XX</c> of UTF-8.</summary>
    public string Token => Mark + Escaped(Text);

    /// <summary>What the variable says; null where it says nothing.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> for what cannot be sent.</exception>
    public static CallReason? Of(Func<string, string?> variable) =>
        CofferVariables.Value(variable, Variable) is { } value ? Parse(value, Variable, ErrorCode.Configuration) : null;

    /// <summary>The words that a user agent has; null where it has none.</summary>
    public static string? In(string userAgent)
    {
        // S3's events have the whole user agent in brackets.
        var token = userAgent.TrimEnd(']').Split(' ').FirstOrDefault(part => part.StartsWith(Mark, StringComparison.Ordinal));
        return token is { Length: > 0 } && token.Length > Mark.Length ? Uri.UnescapeDataString(token[Mark.Length..]) : null;
    }

    /// <summary>Words as they were typed. What is refused is not repeated: what stands in the wrong place may be a value.</summary>
    /// <param name="text">The words.</param>
    /// <param name="what">For the message: where they stand.</param>
    /// <param name="code">For words that cannot be sent.</param>
    /// <exception cref="CofferException">With <paramref name="code"/>.</exception>
    public static CallReason Parse(string text, string what, ErrorCode code)
    {
        var problem = string.IsNullOrWhiteSpace(text) ? "is empty"
            : text.EnumerateRunes().Any(Rune.IsControl) ? "has a line end, a tab or another control character"
            : text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar) ? "is no text"
            : Escaped(text).Length is > MaxBytes and var length
                ? $"has {length} bytes as it is sent, and CloudTrail has room for {MaxBytes} (a character that is no letter, digit, '-', "
                    + "'.', '_' or '~' counts three times or more)"
            : null;
        return problem is null ? new CallReason(text) : throw new CofferException(
            code, $"{what} {problem}", "say in a few words why, for example 'INC-4711 rotate after leak'; never a value");
    }

    private static string Escaped(string text) => Uri.EscapeDataString(text);
}
