using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>Tags and their limits: https://docs.aws.amazon.com/kms/latest/developerguide/tagging-keys.html</summary>
internal static class KeyTags
{
    private const int LongestKey = 128;
    private const int LongestValue = 256;
    private const int Most = 50;

    /// <summary>The tags of a request; null where it has none.</summary>
    public static List<KeyTag>? Read(KmsParameters parameters)
    {
        if (parameters.List("Tags") is not { } list)
        {
            return null;
        }

        var tags = list.Select(Read).ToList();
        return tags.DistinctBy(t => t.Key, StringComparer.Ordinal).Count() == tags.Count
            ? tags
            : throw KmsErrors.Tag("Duplicate tag keys");
    }

    /// <summary>Adds and replaces tags of a key.</summary>
    public static IReadOnlyList<KeyTag> Merge(IReadOnlyList<KeyTag> present, IReadOnlyList<KeyTag> added)
    {
        var merged = present.ExceptBy(added.Select(t => t.Key), t => t.Key, StringComparer.Ordinal)
            .Concat(added)
            .OrderBy(t => t.Key, StringComparer.Ordinal)
            .ToList();
        return merged.Count <= Most ? merged : throw KmsErrors.Tag("Too many tags");
    }

    public static void RequireKey(string key, string member)
    {
        if (key.Length == 0)
        {
            throw KmsViolation.TooShort(member, key, 1);
        }

        if (key.Length > LongestKey)
        {
            throw KmsViolation.TooLong(member, key, LongestKey);
        }

        if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
        {
            throw KmsErrors.Tag("Tags beginning with aws: are reserved");
        }
    }

    private static KeyTag Read(JsonElement element, int index)
    {
        var tag = element.ValueKind == JsonValueKind.Object
            ? new KmsParameters(element)
            : throw KmsErrors.Serialization("A tag is not an object");
        var path = $"tags.{index + 1}.member.";
        var key = tag.Text("TagKey") ?? throw KmsViolation.Missing(path + "tagKey");
        var value = tag.Text("TagValue") ?? throw KmsViolation.Missing(path + "tagValue");
        RequireKey(key, path + "tagKey");
        return value.Length <= LongestValue
            ? new KeyTag(key, value)
            : throw KmsViolation.TooLong(path + "tagValue", value, LongestValue);
    }
}
