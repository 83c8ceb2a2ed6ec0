using System.Text;
using System.Text.Json;
using Coffer.Core.Model;

namespace Coffer.Configuration.Provider;

/// <summary>What a secret's bytes are as configuration: one text, or one for each value of its JSON.</summary>
internal static class ConfigurationValues
{
    private static readonly JsonDocumentOptions Json = new() { AllowDuplicateProperties = false };

    /// <summary>Keys and values.</summary>
    /// <param name="address">The secret.</param>
    /// <param name="key">Its key.</param>
    /// <param name="value">Its bytes.</param>
    /// <param name="options">Whether JSON is expanded, and what is no text becomes base64.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Malformed"/> where it cannot be configuration.</exception>
    public static IReadOnlyList<KeyValuePair<string, string?>> Of(
        SecretAddress address, string key, SecretValue value, CofferOptions options)
    {
        if (TextValue.VariableProblem(value.Reveal()) is { } problem)
        {
            return options.BinaryAsBase64
                ? [new(key, Convert.ToBase64String(value.Reveal()))]
                : throw new CofferException(
                    ErrorCode.Malformed,
                    $"'{address}' cannot be a configuration value: {problem}",
                    "set CofferOptions.BinaryAsBase64, or leave it out with CofferOptions.MapName, and open it with CofferClient");
        }

        return options.ExpandJson && IsObjectOrArray(value.Reveal())
            ? Expanded(address, key, value)
            : [new(key, Encoding.UTF8.GetString(TextValue.WithoutFinalNewline(value.Reveal())))];
    }

    private static bool IsObjectOrArray(ReadOnlySpan<byte> text) => text.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    private static List<KeyValuePair<string, string?>> Expanded(SecretAddress address, string key, SecretValue value)
    {
        var found = new List<KeyValuePair<string, string?>>();
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var document = JsonDocument.Parse(value.Reveal().ToArray(), Json);
            Add(document.RootElement, key);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not the parser's message: it may quote.
            throw Wrong(address, "it begins as JSON does, and is not well-formed");
        }

        return found;

        void Add(JsonElement element, string at)
        {
            switch (element.ValueKind)
            {
                // Empty ones are values, as .NET's own JSON provider has them.
                case JsonValueKind.Object when element.GetPropertyCount() > 0:
                    foreach (var field in element.EnumerateObject())
                    {
                        Add(field.Value, $"{at}:{field.Name}");
                    }

                    break;
                case JsonValueKind.Array when element.GetArrayLength() > 0:
                    foreach (var (index, item) in element.EnumerateArray().Index())
                    {
                        Add(item, $"{at}:{index}");
                    }

                    break;
                default:
                    if (at.Split(':').Contains("") || !keys.Add(at))
                    {
                        throw Wrong(address, "its JSON has a name that is empty, or two that differ only by case");
                    }

                    found.Add(new(at, Text(element)));
                    break;
            }
        }
    }

    private static string? Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => bool.TrueString,
        JsonValueKind.False => bool.FalseString,
        JsonValueKind.Null or JsonValueKind.Object => null,
        JsonValueKind.Array => "",
        _ => element.GetRawText(),
    };

    private static CofferException Wrong(SecretAddress address, string problem) => new(
        ErrorCode.Malformed,
        $"'{address}' cannot be expanded: {problem}",
        "mend the value with 'coffer edit', or leave it out with CofferOptions.MapName");
}
