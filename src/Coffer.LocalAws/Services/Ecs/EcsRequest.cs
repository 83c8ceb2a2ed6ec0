using System.Text.Json.Nodes;
using Coffer.Iam.Documents;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Protocols.Json;

namespace Coffer.LocalAws.Services.Ecs;

/// <summary>What an action works on.</summary>
internal sealed record EcsRequest(JsonObject Members, ResourceStore Store, string AccountId, string Region, DateTimeOffset Now)
    : JsonRequest(Members)
{
    /// <summary>Seconds since 1970, as JSON 1.1 has dates.</summary>
    public JsonNode Date => Now.ToUnixTimeMilliseconds() / 1000m;

    /// <summary>An ARN of this account and region.</summary>
    public string ArnOf(string resource) => $"arn:{Partition.Of(Region)}:ecs:{Region}:{AccountId}:{resource}";

    /// <summary>The ARN that a name or an ARN stands for, which must be one of that kind.</summary>
    /// <param name="given">A name or an ARN.</param>
    /// <param name="type">The kind, for example <c>cluster</c>.</param>
    /// <param name="name">Makes the ARN's last part from the name.</param>
    public string ArnOf(string given, string type, Func<string, string> name)
    {
        if (!given.StartsWith("arn:", StringComparison.Ordinal))
        {
            return ArnOf($"{type}/{name(given)}");
        }

        return Arn.TryParse(given, out var arn) && arn.Service == "ecs" && arn.Resource.StartsWith($"{type}/", StringComparison.Ordinal)
            ? given
            : throw EcsErrors.InvalidParameter($"Invalid identifier: '{given}' is not the ARN of a {type}.");
    }

    protected override AwsException Invalid(string message) => EcsErrors.InvalidParameter(message);
}

/// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html</summary>
internal static class EcsErrors
{
    public static AwsException Client(string message) => new(400, "ClientException", message);

    public static AwsException InvalidParameter(string message) => new(400, "InvalidParameterException", message);

    public static AwsException NoCluster() => new(400, "ClusterNotFoundException", "Cluster not found.");

    public static AwsException NoService() => new(400, "ServiceNotFoundException", "Service not found.");
}
