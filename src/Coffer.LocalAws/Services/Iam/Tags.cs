using System.Xml;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html</summary>
internal static class Tags
{
    private const int Most = 50;

    public static IReadOnlyDictionary<string, string> Read(QueryParameters parameters) => Merge(new Dictionary<string, string>(), parameters);

    /// <summary>Adds and replaces.</summary>
    public static IReadOnlyDictionary<string, string> Merge(IReadOnlyDictionary<string, string> present, QueryParameters parameters)
    {
        var given = parameters.Tags() ?? [];
        if (given.DistinctBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase).Count() < given.Count)
        {
            throw new AwsException(400, "InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        }

        var merged = new Dictionary<string, string>(present, StringComparer.Ordinal);
        foreach (var (key, value) in given)
        {
            RequireKey(key, value);
            merged[key] = value;
        }

        return merged.Count <= Most ? merged : throw new AwsException(409, "LimitExceeded", "The number of tags has reached the maximum limit.");
    }

    public static void Write(XmlWriter answer, IReadOnlyDictionary<string, string> tags) =>
        answer.WriteList("Tags", tags.OrderBy(tag => tag.Key, StringComparer.Ordinal), tag => WriteTag(answer, tag));

    public static void WriteTag(XmlWriter answer, KeyValuePair<string, string> tag)
    {
        answer.WriteElementString("Key", tag.Key);
        answer.WriteElementString("Value", tag.Value);
    }

    private static void RequireKey(string key, string value)
    {
        if (key.Length is 0 or > 128 || value.Length > 256 || key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
        {
            throw QueryParameters.Invalid("A tag's key has 1 to 128 characters and does not begin with aws:, its value at most 256");
        }
    }
}
