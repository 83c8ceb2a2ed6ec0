using System.Text.Json;

namespace Coffer.Cli.Access;

/// <summary>Looks into JSON that may have any shape: what is not of the shape that is looked for is not there.</summary>
internal static class JsonLook
{
    /// <summary>A member that is an object.</summary>
    public static JsonElement? Object(this JsonElement json, string name) => json.Member(name, JsonValueKind.Object);

    /// <summary>A member that is a list.</summary>
    public static JsonElement.ArrayEnumerator List(this JsonElement json, string name) =>
        json.Member(name, JsonValueKind.Array) is { } list ? list.EnumerateArray() : default;

    /// <summary>A member that is a text.</summary>
    public static string? Text(this JsonElement json, string name) => json.Member(name, JsonValueKind.String)?.AsText();

    /// <summary>The texts of a member that is a list.</summary>
    public static IEnumerable<string> Texts(this JsonElement json, string name) => json.List(name).Select(AsText).OfType<string>();

    /// <summary>A text; null where it is something else.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Malformed"/>: an escape of it is half a character.</exception>
    public static string? AsText(this JsonElement json)
    {
        try
        {
            return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        }
        catch (InvalidOperationException failure)
        {
            throw new CofferException(
                ErrorCode.Malformed, "a text of a JSON file that is given is not Unicode", "write the file again", failure);
        }
    }

    private static JsonElement? Member(this JsonElement json, string name, JsonValueKind kind) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;
}
