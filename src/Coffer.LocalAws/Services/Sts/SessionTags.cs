using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Sts;

/// <summary>
/// The tags of a session, and which of them its own sessions have:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
/// </summary>
internal static class SessionTags
{
    private const int Most = 50;
    private const int LongestKey = 128;
    private const int LongestValue = 256;

    /// <summary>The tags of a request, with those that the calling session hands on.</summary>
    public static (
        IReadOnlyDictionary<string, string> Tags, IReadOnlyList<string> Transitive) Read(QueryParameters parameters, Session? calling)
    {
        var given = parameters.Tags() ?? [];
        var transitive = parameters.List("TransitiveTagKeys") ?? [];
        if (given.DistinctBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase).Count() < given.Count)
        {
            throw Invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        }

        var handedOn = calling?.TransitiveTagKeys ?? [];
        if (given.Any(tag => handedOn.Contains(tag.Key, StringComparer.OrdinalIgnoreCase)))
        {
            throw Invalid("One of the specified transitive tag keys "
                + "can't be set because it conflicts with a transitive tag key from the calling session.");
        }

        if (transitive.Any(key => !given.Any(tag => tag.Key.Equals(key, StringComparison.OrdinalIgnoreCase))))
        {
            throw Invalid("The specified transitive tag key must be included in the requested tags.");
        }

        var tags = handedOn.ToDictionary(key => key, key => calling!.Tags[key], StringComparer.Ordinal);
        foreach (var (key, value) in given)
        {
            RequireForm(key, value);
            tags[key] = value;
        }

        return tags.Count <= Most
            ? (
                tags,
                [.. handedOn, .. given.Select(tag => tag.Key).Where(key => transitive.Contains(key, StringComparer.OrdinalIgnoreCase))])
            : throw new AwsException(400, "LimitExceeded", $"Cannot exceed quota for TagsPerSession: {Most}");
    }

    private static void RequireForm(string key, string value)
    {
        if (key.Length is 0 or > LongestKey || value.Length > LongestValue)
        {
            throw QueryParameters.Invalid("A tag's key has 1 to 128 characters, its value at most 256");
        }

        if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
        {
            throw new AwsException(400, "InvalidParameterValue", "System tag keys cannot be set by the requester.");
        }
    }

    private static AwsException Invalid(string message) => new(400, "InvalidParameterValue", message);
}
