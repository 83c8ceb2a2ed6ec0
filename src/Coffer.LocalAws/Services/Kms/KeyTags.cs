using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>Tags and their limits: https://docs.aws.amazon.com/kms/latest/developerguide/tagging-keys.html</summary>
internal static class KeyTags
{
    private const int LongestKey = 128;
    private const int LongestValue = 256;
    private const int Most = 50;

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html</summary>
    public static void Tag(KmsRequest request, Utf8JsonWriter answer)
    {
        var tags = Read(request.Parameters) ?? throw KmsViolation.Missing("Tags");
        var key = request.ChangeableKey();
        request.Keys.Put(key with { Tags = Merge(key.Tags, tags) });
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_UntagResource.html</summary>
    public static void Untag(KmsRequest request, Utf8JsonWriter answer)
    {
        var list = request.Parameters.List("TagKeys") ?? throw KmsViolation.Missing("TagKeys");
        var names = list.Select(TagName).ToHashSet(StringComparer.Ordinal);
        var key = request.ChangeableKey();
        request.Keys.Put(key with { Tags = [.. key.Tags.Where(t => !names.Contains(t.Key))] });
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html</summary>
    public static void List(KmsRequest request, Utf8JsonWriter answer) =>
        KmsPage.Write(answer, request.Parameters, "Tags", request.Key().Tags, t => t.Key, Entry, defaultLimit: 50);

    private static string TagName(JsonElement element, int index)
    {
        var name = element.ValueKind == JsonValueKind.String
            ? element.GetString()!
            : throw KmsErrors.Serialization("A tag key is not a text");
        RequireKey(name, $"tagKeys.{index + 1}.member");
        return name;
    }

    public static void Entry(Utf8JsonWriter answer, KeyTag tag)
    {
        answer.WriteStartObject();
        answer.WriteString("TagKey", tag.Key);
        answer.WriteString("TagValue", tag.Value);
        answer.WriteEndObject();
    }

    /// <summary>The tags of a request; null where it has none.</summary>
    public static List<KeyTag>? Read(KmsParameters parameters)
    {
        if (parameters.List("Tags") is not { } list)
        {
            return null;
        }

        var tags = list.Select(ReadTag).ToList();
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

    private static KeyTag ReadTag(JsonElement element, int index)
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
