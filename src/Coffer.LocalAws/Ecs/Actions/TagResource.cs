using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Ecs.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TagResource.html</summary>
internal static class TagResource
{
    public static JsonObject Handle(EcsRequest request)
    {
        var resource = Tagging.Require(request);
        var added = request.Objects("tags");
        var kept = Tagging.Of(resource).ExceptBy(added.Select(Tagging.KeyOf), Tagging.KeyOf, StringComparer.Ordinal);
        request.Store.Put(Tagging.Replace(resource, kept.Concat(added)));
        return [];
    }
}
