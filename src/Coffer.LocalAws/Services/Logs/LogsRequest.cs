using System.Text.Json.Nodes;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Protocols.Json;

namespace Coffer.LocalAws.Services.Logs;

/// <summary>What an action works on.</summary>
internal sealed record LogsRequest(JsonObject Members, ResourceStore Store, string AccountId, string Region, DateTimeOffset Now)
    : JsonRequest(Members)
{
    /// <summary>The ARN of a group, as its tags have it.</summary>
    public string ArnOf(string group) => $"arn:{Partition.Of(Region)}:logs:{Region}:{AccountId}:log-group:{group}";

    protected override AwsException Invalid(string message) => LogsErrors.InvalidParameter(message);
}

/// <summary>https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html</summary>
internal static class LogsErrors
{
    public static AwsException InvalidParameter(string message) => new(400, "InvalidParameterException", message);

    public static AwsException Exists() => new(400, "ResourceAlreadyExistsException", "The specified log group already exists");

    public static AwsException NotFound() => new(400, "ResourceNotFoundException", "The specified log group does not exist.");
}
