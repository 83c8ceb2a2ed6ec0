using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Ecs;

/// <summary>What an action works on.</summary>
internal sealed record EcsRequest(JsonObject Members, EcsStore Store, string AccountId, string Region, DateTimeOffset Now)
{
    public const string DefaultCluster = "default";

    /// <summary>Seconds since 1970, as JSON 1.1 has dates.</summary>
    public JsonNode Date => Now.ToUnixTimeMilliseconds() / 1000m;

    public string? Text(string name) => Members[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw EcsErrors.InvalidParameter($"{name} is not a string."),
    };

    public string Required(string name) => Text(name) is { Length: > 0 } text ? text : throw EcsErrors.InvalidParameter($"{name} can not be blank.");

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
    public string Arn(string resource) => $"arn:aws:ecs:{Region}:{AccountId}:{resource}";

    /// <summary>A cluster's ARN, of its name or of itself.</summary>
    public string ClusterArn(string? cluster) =>
        cluster is not null && cluster.StartsWith("arn:", StringComparison.Ordinal) ? cluster : Arn($"cluster/{cluster ?? DefaultCluster}");

    /// <summary>The active cluster that the request names.</summary>
    public EcsResource Cluster(string member = "cluster") =>
        Store.Find(ClusterArn(Text(member))) is { Status: Status.Active } cluster ? cluster : throw EcsErrors.NoCluster();

    /// <summary>A service's ARN, of its name or of itself.</summary>
    public string ServiceArn(EcsResource cluster, string service) =>
        service.StartsWith("arn:", StringComparison.Ordinal) ? service : Arn($"service/{cluster.Arn.Split('/')[^1]}/{service}");

    private JsonArray Array(string name) => Members[name] switch
    {
        null => [],
        JsonArray array => array,
        _ => throw EcsErrors.InvalidParameter($"{name} is not a list."),
    };
}

/// <summary>What a resource's <c>status</c> says.</summary>
internal static class Status
{
    public const string Active = "ACTIVE";

    /// <summary>Deleted, and still to be seen.</summary>
    public const string Inactive = "INACTIVE";
}
