using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Ecs.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html</summary>
internal static class DescribeTaskDefinition
{
    public static JsonObject Handle(EcsRequest request) => Answer.OfTaskDefinition(
        TaskDefinitions.Find(request, request.Required("taskDefinition")) ?? throw EcsErrors.Client("Unable to describe task definition."));
}
