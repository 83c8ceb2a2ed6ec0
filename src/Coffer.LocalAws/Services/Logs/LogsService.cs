using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Protocols.Json;

namespace Coffer.LocalAws.Services.Logs;

/// <summary>
/// The log groups of CloudWatch Logs, without which no task definition's Terraform is applied. They are kept and given back; there are
/// no logs in them. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html
/// </summary>
internal sealed class LogsService(ServiceParts parts)
    : JsonService<LogsRequest>("logs", "Logs_20140328.", Table, new Lock())
{
    public static readonly FrozenDictionary<string, JsonAction<LogsRequest>> Table = new Dictionary<string, JsonAction<LogsRequest>>
    {
        ["CreateLogGroup"] = LogGroups.Create,
        ["DeleteLogGroup"] = LogGroups.Delete,
        ["DeleteRetentionPolicy"] = LogGroups.DeleteRetention,
        ["DescribeLogGroups"] = LogGroups.Describe,
        ["PutRetentionPolicy"] = LogGroups.PutRetention,

        ["ListTagsForResource"] = LogTags.List,
        ["TagResource"] = LogTags.Tag,
        ["UntagResource"] = LogTags.Untag,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly ServiceEntry Entry = new("logs", Table.Keys, parts => new LogsService(parts));

    /// <summary>As CloudWatch Logs answers what has nothing to say.</summary>
    protected override bool HasEmptyBodies => true;

    private readonly ResourceStore store = new(parts.State, "logs-groups");

    /// <summary>The group that a request names.</summary>
    public override string? ResourceOf(AwsRequest request)
    {
        var bound = Bind(request, ((JsonContent)request.Content).Root);
        return bound.Text("resourceArn") ?? (bound.Text("logGroupName") is { } name ? bound.ArnOf(name) : null);
    }

    /// <summary>
    /// As the refusals of CloudWatch Logs name them: what is about a group names its streams, too, and what is about its tags does not.
    /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
    /// </summary>
    public override IEnumerable<Need> NeedsOf(AwsRequest request)
    {
        var bound = Bind(request, ((JsonContent)request.Content).Root);
        yield return new Need($"logs:{request.Action}", bound.Text("resourceArn")
            ?? $"{bound.ArnOf(bound.Text("logGroupName") ?? string.Empty)}:log-stream:");
    }

    protected override LogsRequest Bind(AwsRequest request, JsonElement members) =>
        new(JsonObject.Create(members)!, store, request.AccountId, request.Region, parts.Clock.GetUtcNow());
}
