using System.Globalization;
using System.Text.RegularExpressions;
using Coffer.LocalAws.Server;

namespace Coffer.LocalAws.Sts;

/// <summary>The parameters of a query request, checked as they are read.</summary>
internal sealed record StsRequest(IReadOnlyDictionary<string, string> Parameters, Caller Caller, DateTimeOffset Now)
{
    public static AwsException Invalid(string message) => new(400, "ValidationError", message);

    public string? Text(string name, int min, int max, Regex? pattern = null)
    {
        if (!Parameters.TryGetValue(name, out var text))
        {
            return null;
        }

        if (text.Length < min)
        {
            throw Violation(name, text, $"Member must have length greater than or equal to {min}");
        }

        if (text.Length > max)
        {
            throw Violation(name, text, $"Member must have length less than or equal to {max}");
        }

        // AWS's texts show the model's pattern, which has no anchors.
        return pattern is null || pattern.IsMatch(text)
            ? text
            : throw Violation(name, text, $"Member must satisfy regular expression pattern: {pattern.ToString().Trim('^', '$')}");
    }

    public string Required(string name, int min, int max, Regex? pattern = null) => Text(name, min, max, pattern)
        ?? throw Invalid($"1 validation error detected: Value null at '{Path(name)}' failed to satisfy constraint: Member must not be null");

    public int? Number(string name, int min, int max)
    {
        if (!Parameters.TryGetValue(name, out var text))
        {
            return null;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw new AwsException(400, "MalformedInput", $"'{name}' is not a number");
        }

        if (number < min)
        {
            throw Violation(name, text, $"Member must have value greater than or equal to {min}");
        }

        return number > max ? throw Violation(name, text, $"Member must have value less than or equal to {max}") : number;
    }

    private static AwsException Violation(string name, string value, string constraint) =>
        Invalid($"1 validation error detected: Value '{value}' at '{Path(name)}' failed to satisfy constraint: {constraint}");

    private static string Path(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
