using System.Globalization;
using Coffer.Aws.Calls;

namespace Coffer.Aws.Answers;

/// <summary>
/// What an error means. In the texts <c>{0}</c> is the action, <c>{1}</c> the resource, <c>{2}</c> the status with the code.
/// </summary>
/// <param name="Kind">Whether it is asked again.</param>
/// <param name="Exit">Whose fault it is.</param>
/// <param name="Says">The cause.</param>
/// <param name="Hint">The next step; null where only who asked knows it.</param>
internal sealed record ErrorRule(FailureKind Kind, ErrorCode Exit, string Says, string? Hint)
{
    /// <summary>The services that say it, divided by blanks; empty for all.</summary>
    public string Services { get; init; } = "";

    /// <summary>The codes, divided by blanks.</summary>
    public string Codes { get; init; } = "";

    /// <summary>What its message holds; empty for any message.</summary>
    public string Part { get; init; } = "";

    /// <summary>Whether an error is meant.</summary>
    /// <param name="service">Who said it.</param>
    /// <param name="code">The code.</param>
    /// <param name="message">The message.</param>
    public bool IsOf(string service, string code, string message) =>
        Has(Codes, code) && (Services.Length == 0 || Has(Services, service)) && message.Contains(Part, StringComparison.Ordinal);

    /// <summary>The cause.</summary>
    public string CauseOf(string action, string resource, string answered) => Filled(Says, action, resource, answered);

    /// <summary>The next step; null where only who asked knows it.</summary>
    public string? HintOf(string action, string resource) => Hint is null ? null : Filled(Hint, action, resource, "");

    private static string Filled(string text, string action, string resource, string answered) =>
        string.Format(CultureInfo.InvariantCulture, text, action, resource, answered);

    private static bool Has(string words, string word) => words.Split(' ').Contains(word, StringComparer.Ordinal);
}
