using System.Text.Json.Nodes;
using System.Text.Json;
using Coffer.Iam.Documents;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Ecs;

/// <summary>What an action works on.</summary>
internal sealed record EcsRequest(JsonObject Members, EcsStore Store, string AccountId, string Region, DateTimeOffset Now)
{
    /// <summary>Seconds since 1970, as JSON 1.1 has dates.</summary>
    public JsonNode Date => Now.ToUnixTimeMilliseconds() / 1000m;

    public string? Text(string name) => Members[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw EcsErrors.InvalidParameter($"{name} is not a string."),
    };

    public string Required(string name) =>
        Text(name) is { Length: > 0 } text ? text : throw EcsErrors.InvalidParameter($"{name} can not be blank.");

    public bool Flag(string name) => Members[name]?.GetValueKind() switch
    {
        null or JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => throw EcsErrors.InvalidParameter($"{name} is not a boolean."),
    };

    public int? Number(string name, int least, int most) => Members[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out int number) && number >= least && number <= most => number,
        _ => throw EcsErrors.InvalidParameter($"{name} is not a number from {least} to {most}."),
    };

    public IReadOnlyList<JsonObject> Objects(string name) => [.. Array(name).Select(member =>
        member as JsonObject ?? throw EcsErrors.InvalidParameter($"{name} is not a list of structures."))];

    public IReadOnlyList<string> Texts(string name) => [.. Array(name).Select(member =>
        member is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : throw EcsErrors.InvalidParameter($"{name} is not a list of strings."))];

    /// <summary>The members that are there, of those named.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Given(params string[] names) =>
        Members.Where(member => names.Contains(member.Key) && member.Value is not null);

    /// <summary>An ARN of this account and region.</summary>
    public string ArnOf(string resource) => $"arn:aws:ecs:{Region}:{AccountId}:{resource}";

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

    private JsonArray Array(string name) => Members[name] switch
    {
        null => [],
        JsonArray array => array,
        _ => throw EcsErrors.InvalidParameter($"{name} is not a list."),
    };
}

/// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html</summary>
internal static class EcsErrors
{
    public static AwsException Client(string message) => new(400, "ClientException", message);

    public static AwsException InvalidParameter(string message) => new(400, "InvalidParameterException", message);

    public static AwsException NoCluster() => new(400, "ClusterNotFoundException", "Cluster not found.");

    public static AwsException NoService() => new(400, "ServiceNotFoundException", "Service not found.");
}
