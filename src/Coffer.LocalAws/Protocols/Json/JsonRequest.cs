using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coffer.LocalAws.Protocols.Json;

/// <summary>A request's members, each read as what it is to be.</summary>
internal abstract record JsonRequest(JsonObject Members)
{
    public string? Text(string name) => Members[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw Invalid($"{name} is not a string."),
    };

    public string Required(string name) =>
        Text(name) is { Length: > 0 } text ? text : throw Invalid($"{name} can not be blank.");

    public bool Flag(string name) => Members[name]?.GetValueKind() switch
    {
        null or JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => throw Invalid($"{name} is not a boolean."),
    };

    public int? Number(string name, int least, int most) => Members[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out int number) && number >= least && number <= most => number,
        _ => throw Invalid($"{name} is not a number from {least} to {most}."),
    };

    public IReadOnlyList<JsonObject> Objects(string name) => [.. Array(name).Select(member =>
        member as JsonObject ?? throw Invalid($"{name} is not a list of structures."))];

    public IReadOnlyList<string> Texts(string name) => [.. Array(name).Select(member =>
        member is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : throw Invalid($"{name} is not a list of strings."))];

    /// <summary>The members that are there, of those named.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Given(params string[] names) =>
        Members.Where(member => names.Contains(member.Key) && member.Value is not null);

    private JsonArray Array(string name) => Members[name] switch
    {
        null => [],
        JsonArray array => array,
        _ => throw Invalid($"{name} is not a list."),
    };

    /// <summary>The refusal of a member that is not what it is to be.</summary>
    protected abstract AwsException Invalid(string message);
}
