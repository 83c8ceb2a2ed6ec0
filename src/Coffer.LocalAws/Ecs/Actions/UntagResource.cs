using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Ecs.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UntagResource.html</summary>
internal static class UntagResource
{
    public static JsonObject Handle(EcsRequest request)
    {
        var resource = Tagging.Require(request);
        var kept = Tagging.Of(resource).ExceptBy(request.Texts("tagKeys"), Tagging.KeyOf, StringComparer.Ordinal);
        request.Store.Put(Tagging.Replace(resource, kept));
        return [];
    }
}
