using System.Text.Json;
using System.Text.Unicode;

namespace Coffer.LocalAws.Protocols.Json;

/// <summary>A request in JSON: the action of its target, and a body that is parsed once.</summary>
internal sealed class JsonContent(string target, byte[] body) : RequestContent
{
    private readonly Lazy<JsonElement> root = new(() => Parse(body));

    public override string Action => target.Split('.')[^1];

    public override byte[] Body => body;

    /// <summary>The members.</summary>
    /// <exception cref="AwsException">The body is no JSON object.</exception>
    public JsonElement Root => root.Value;

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            if (!Utf8.IsValid(body))
            {
                throw Unreadable("The body is not UTF-8");
            }

            using var document = JsonDocument.Parse(body.Length == 0 ? "{}"u8.ToArray() : body);
            RequireTexts(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw Unreadable("The body is not a JSON object");
        }
        catch (JsonException)
        {
            // The parser's own message may quote the body.
            throw Unreadable("The body is not JSON");
        }
    }

    /// <summary>The grammar allows half of a surrogate pair as <c>\uD800</c>; that is no text.</summary>
    private static void RequireTexts(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        while (body.Length > 0 && reader.Read())
        {
            if (!reader.ValueIsEscaped)
            {
                continue;
            }

            try
            {
                _ = reader.GetString();
            }
            catch (InvalidOperationException)
            {
                throw Unreadable("The body holds a text that is not Unicode");
            }
        }
    }

    private static AwsException Unreadable(string message) => new(400, "SerializationException", message);
}
