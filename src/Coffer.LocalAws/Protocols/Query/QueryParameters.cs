using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Coffer.LocalAws.Protocols.Query;

/// <summary>
/// The parameters of a query request, checked as they are read: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
/// </summary>
internal sealed class QueryParameters(HttpRequest request, byte[] body) : RequestContent
{
    private readonly Dictionary<string, string> parameters = request.Query.Concat(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)))
        .GroupBy(p => p.Key, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Last().Value.ToString(), StringComparer.Ordinal);

    public override string Action => parameters.GetValueOrDefault("Action", string.Empty);

    public override byte[] Body => body;

    public static AwsException Invalid(string message) => new(400, "ValidationError", message);

    public string? Text(string name, int min, int max, Regex? pattern = null)
    {
        if (!parameters.TryGetValue(name, out var text))
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
        ?? throw Invalid(
            $"1 validation error detected: Value null at '{Path(name)}' failed to satisfy constraint: Member must not be null");

    public int? Number(string name, int min, int max)
    {
        if (!parameters.TryGetValue(name, out var text))
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

    public bool Flag(string name) => parameters.GetValueOrDefault(name)?.ToLowerInvariant() switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw new AwsException(400, "MalformedInput", $"'{name}' is not true or false"),
    };

    /// <summary>A list, <c>NAME.member.1</c> and so on; null where it has no member.</summary>
    public IReadOnlyList<string>? List(string name) => Members(name, string.Empty);

    /// <summary>The Tags, <c>Tags.member.1.Key</c> and so on; null where there are none.</summary>
    public IReadOnlyList<(string Key, string Value)>? Tags() =>
        Members("Tags", ".Key")?
            .Select((key, index) => (key, parameters.GetValueOrDefault($"Tags.member.{index + 1}.Value", string.Empty)))
            .ToList();

    /// <summary>One part of each structure of a list, <c>NAME.member.1SUFFIX</c> and so on; null where it has no member.</summary>
    public IReadOnlyList<string>? Members(string name, string suffix)
    {
        var members = new List<string>();
        while (parameters.GetValueOrDefault(
            string.Create(CultureInfo.InvariantCulture, $"{name}.member.{members.Count + 1}{suffix}")) is { } member)
        {
            members.Add(member);
        }

        return members.Count > 0 ? members : null;
    }

    private static AwsException Violation(string name, string value, string constraint) =>
        Invalid($"1 validation error detected: Value '{value}' at '{Path(name)}' failed to satisfy constraint: {constraint}");

    private static string Path(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
