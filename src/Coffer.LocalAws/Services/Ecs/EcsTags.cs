using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Services.Ecs;

/// <summary>Tags: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html</summary>
internal static class EcsTags
{
    public const string Member = "tags";

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTagsForResource.html</summary>
    public static void List(EcsRequest request, Utf8JsonWriter answer) =>
        answer.WriteMember(Member, new JsonArray([.. Of(Require(request)).Select(tag => tag.DeepClone())]));

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TagResource.html</summary>
    public static void Tag(EcsRequest request, Utf8JsonWriter answer)
    {
        var resource = Require(request);
        var added = request.Objects(Member);
        request.Store.Put(Replace(resource, Of(resource).ExceptBy(added.Select(KeyOf), KeyOf, StringComparer.Ordinal).Concat(added)));
    }

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UntagResource.html</summary>
    public static void Untag(EcsRequest request, Utf8JsonWriter answer)
    {
        var resource = Require(request);
        request.Store.Put(Replace(resource, Of(resource).ExceptBy(request.Texts("tagKeys"), KeyOf, StringComparer.Ordinal)));
    }

    public static JsonResource Replace(JsonResource resource, IEnumerable<JsonObject> tags) =>
        resource.With(Member, new JsonArray([.. tags.OrderBy(KeyOf, StringComparer.Ordinal).Select(tag => tag.DeepClone())]));

    private static IEnumerable<JsonObject> Of(JsonResource resource) =>
        resource.Document[Member]?.AsArray().Select(tag => tag!.AsObject()) ?? [];

    private static string KeyOf(JsonObject tag) => tag["key"] is JsonValue key && key.TryGetValue(out string? name)
        ? name
        : throw EcsErrors.InvalidParameter("A tag has no key.");

    private static JsonResource Require(EcsRequest request) => request.Store.Find(request.Required("resourceArn"))
        ?? throw EcsErrors.InvalidParameter("The specified resource does not exist.");
}
