using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Coffer.LocalAws.Services;

/// <summary>What a service keeps and gives back as JSON.</summary>
internal sealed record JsonResource(string Arn, JsonObject Document)
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
    public JsonResource With(params IEnumerable<KeyValuePair<string, JsonNode?>> members)
    {
        var changed = Copy();
        foreach (var (name, value) in members)
        {
            changed[name] = value?.DeepClone();
        }

        return this with { Document = changed };
    }

    public JsonResource With(string name, JsonNode? value) => With([new(name, value)]);
}

/// <summary>How resources are kept.</summary>
[JsonSerializable(typeof(JsonResource))]
internal sealed partial class ResourceJson : JsonSerializerContext;
