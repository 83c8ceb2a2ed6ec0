using System.Xml;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>Tags and their limits: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html</summary>
internal static class IamTags
{
    private const int Most = 50;

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html, and of the other kinds</summary>
    public static void Tag<T>(IamRequest request, Entities<T> entities)
        where T : Entity
    {
        var entity = entities.Require(request.Parameters);
        entities.Put(entity with { Tags = Merge(entity.Tags, request.Parameters) });
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html, and of the other kinds</summary>
    public static void Untag<T>(IamRequest request, Entities<T> entities)
        where T : Entity
    {
        var entity = entities.Require(request.Parameters);
        var keys = request.Parameters.List("TagKeys") ?? [];
        entities.Put(entity with { Tags = entity.Tags.Where(tag => !keys.Contains(tag.Key)).ToDictionary() });
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html, and of the other kinds</summary>
    public static void List<T>(IamRequest request, XmlWriter answer, Entities<T> entities)
        where T : Entity =>
        QueryPage.Write(
            answer, request.Parameters, "Tags", entities.Require(request.Parameters).Tags, tag => tag.Key, tag => WriteTag(answer, tag));

    public static IReadOnlyDictionary<string, string> Read(QueryParameters parameters) =>
        Merge(new Dictionary<string, string>(), parameters);

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

        return merged.Count <= Most
            ? merged
            : throw new AwsException(409, "LimitExceeded", "The number of tags has reached the maximum limit.");
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
