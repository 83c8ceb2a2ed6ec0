using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Coffer.LocalAws.Services.Ecs;

/// <summary>A cluster, service, task or task definition, as it is given back.</summary>
internal sealed record EcsResource(string Arn, JsonObject Document)
{
    [JsonIgnore]
    public string Status => Document["status"]!.GetValue<string>();

    /// <summary>A member of the document that is a string; empty where it is not there.</summary>
    public string Text(string member) => Document[member]?.GetValue<string>() ?? string.Empty;

    /// <summary>The members that are there, of those named.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Given(params string[] names) =>
        Document.Where(member => names.Contains(member.Key) && member.Value is not null);

    /// <summary>The document of an answer, which its reader may change.</summary>
    public JsonObject Copy() => Document.DeepClone().AsObject();

    /// <summary>The resource with some members replaced.</summary>
    public EcsResource With(params IEnumerable<KeyValuePair<string, JsonNode?>> members)
    {
        var changed = Copy();
        foreach (var (name, value) in members)
        {
            changed[name] = value?.DeepClone();
        }

        return this with { Document = changed };
    }

    public EcsResource With(string name, JsonNode? value) => With([new(name, value)]);
}

/// <summary>What a resource's <c>status</c> says.</summary>
internal static class Status
{
    public const string Active = "ACTIVE";

    /// <summary>Deleted, and still to be seen.</summary>
    public const string Inactive = "INACTIVE";
}

/// <summary>How resources are kept.</summary>
[JsonSerializable(typeof(EcsResource))]
internal sealed partial class EcsJson : JsonSerializerContext;
