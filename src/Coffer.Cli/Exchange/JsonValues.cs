using System.Text.Json;

namespace Coffer.Cli.Exchange;

/// <summary>
/// One JSON object: each field is a secret, objects within are folders. Bytes that are no text are
/// <c>{ "$base64": "…" }</c>, which cannot be a folder. What the AWS CLI prints of parameters and secrets is known by its fields.
/// </summary>
internal static class JsonValues
{
    private const string Bytes = "$base64";

    /// <summary>Reads a document.</summary>
    /// <exception cref="ExchangeException">With the line.</exception>
    public static void Read(ReadOnlyMemory<byte> content, Entries entries)
    {
        using var json = JsonText.Parse(content);
        if (json.Root.ValueKind != JsonValueKind.Object)
        {
            throw new ExchangeException(1, "it is not one JSON object", "write { \"name\": \"value\", … }");
        }

        if (!AwsOutput.Read(json, entries))
        {
            ReadFields(json, json.Root, "", entries);
        }
    }

    /// <summary>Writes a document.</summary>
    public static void Write(SecretBuffer to, IEnumerable<(string Name, SecretValue Value)> values)
    {
        var separator = "{\n  ";
        foreach (var (name, value) in values)
        {
            to.Add($"{separator}\"{name}\": ");
            if (QuotedText.IsText(value.Reveal()))
            {
                QuotedText.Write(to, value.Reveal());
            }
            else
            {
                to.Add($"{{ \"{Bytes}\": \"");
                Base64Text.Write(to, value.Reveal());
                to.Add("\" }");
            }

            separator = ",\n  ";
        }

        to.Add("\n}\n");
    }

    private static void ReadFields(JsonText json, JsonElement folder, string above, Entries entries)
    {
        foreach (var field in folder.EnumerateObject())
        {
            var line = json.LineOf(field.Value);
            var key = above + field.Name;
            if (above.Length == 0 && field.NameEquals("sops"))
            {
                throw new ExchangeException(line, "this is a file of SOPS as it is encrypted", Encrypted.SopsHint);
            }

            if (json.ValueOf(field.Value) is { } value)
            {
                entries.Add(new ExchangeEntry(key, value, line));
            }
            else if (field.Value.ValueKind == JsonValueKind.Array)
            {
                throw new ExchangeException(line, "a list is no value", "write its text within quotes, or a name for each item");
            }
            else if (IsBytes(field.Value))
            {
                entries.Add(new ExchangeEntry(key, json.BytesOf(field.Value.GetProperty(Bytes)), line));
            }
            else
            {
                ReadFields(json, field.Value, $"{key}/", entries);
            }
        }
    }

    private static bool IsBytes(JsonElement element) =>
        element.TryGetProperty(Bytes, out _) && element.GetPropertyCount() == 1;
}
