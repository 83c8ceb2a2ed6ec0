using System.Text.Json;
using Coffer.LocalAws.Services.Iam;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_UntagResource.html</summary>
internal static class UntagResource
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer)
    {
        var list = request.Parameters.List("TagKeys") ?? throw KmsViolation.Missing("TagKeys");
        var names = list.Select(Name).ToHashSet(StringComparer.Ordinal);
        var key = request.ChangeableKey();
        request.Keys.Put(key with { Tags = [.. key.Tags.Where(t => !names.Contains(t.Key))] });
    }

    private static string Name(JsonElement element, int index)
    {
        var name = element.ValueKind == JsonValueKind.String
            ? element.GetString()!
            : throw KmsErrors.Serialization("A tag key is not a text");
        KeyTags.RequireKey(name, $"tagKeys.{index + 1}.member");
        return name;
    }
}
