using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Ecs.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTagsForResource.html</summary>
internal static class ListTagsForResource
{
    public static JsonObject Handle(EcsRequest request) =>
        new() { ["tags"] = new JsonArray([.. Tagging.Of(Tagging.Require(request)).Select(tag => tag.DeepClone())]) };
}
