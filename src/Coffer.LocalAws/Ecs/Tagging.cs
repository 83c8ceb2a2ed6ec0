using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Ecs;

/// <summary>Tags: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html</summary>
internal static class Tagging
{
    public const string Member = "tags";

    public static IEnumerable<JsonObject> Of(EcsResource resource) => resource.Document[Member]?.AsArray().Select(tag => tag!.AsObject()) ?? [];

    public static string KeyOf(JsonObject tag) => tag["key"]?.GetValue<string>() ?? throw EcsErrors.InvalidParameter("A tag has no key.");

    public static EcsResource Replace(EcsResource resource, IEnumerable<JsonObject> tags) => resource.With(
        KeyValuePair.Create<string, JsonNode?>(Member, new JsonArray([.. tags.OrderBy(KeyOf, StringComparer.Ordinal).Select(tag => tag.DeepClone())])));

    /// <summary>The active resource whose tags a request is about.</summary>
    public static EcsResource Require(EcsRequest request) => request.Store.Find(request.Required("resourceArn"))
        ?? throw EcsErrors.InvalidParameter("The specified resource does not exist.");
}
