using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Services.Logs;

/// <summary>Tags of log groups, a map: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html</summary>
internal static class LogTags
{
    public const string Member = "tags";

    /// <summary>https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html</summary>
    public static void List(LogsRequest request, Utf8JsonWriter answer)
    {
        answer.WritePropertyName(Member);
        Of(Require(request)).WriteTo(answer);
    }

    public static void Tag(LogsRequest request, Utf8JsonWriter answer)
    {
        var group = Require(request);
        var tags = Of(group);
        foreach (var (key, value) in request.Members[Member] as JsonObject ?? throw LogsErrors.InvalidParameter("tags is not a map."))
        {
            tags[key] = value?.DeepClone();
        }

        request.Store.Put(group.With(Member, tags));
    }

    /// <summary>https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html</summary>
    public static void Untag(LogsRequest request, Utf8JsonWriter answer)
    {
        var group = Require(request);
        var tags = Of(group);
        foreach (var key in request.Texts("tagKeys"))
        {
            tags.Remove(key);
        }

        request.Store.Put(group.With(Member, tags));
    }

    private static JsonObject Of(JsonResource group) => group.Copy()[Member]?.DeepClone().AsObject() ?? [];

    /// <summary>By the group's ARN, with or without <c>:*</c>.</summary>
    private static JsonResource Require(LogsRequest request)
    {
        var arn = request.Required("resourceArn");
        return request.Store.Find(arn.EndsWith(":*", StringComparison.Ordinal) ? arn[..^2] : arn) ?? throw LogsErrors.NotFound();
    }
}
