using System.Text.Json;
using Coffer.Core.Formats;
using Coffer.Core.Formats.Envelopes;
using Coffer.Core.Formats.Releases;
using Coffer.Core.Model;

namespace Coffer.Core.Configuration;

/// <summary>The file <c>coffer.json</c> at the root of a secrets repository: its environments, in the file's order.</summary>
internal sealed record CofferConfiguration(IReadOnlyList<EnvironmentSettings> Environments)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "coffer.json";

    /// <summary>Reads the file. An unknown field is an error: a misspelt one would silently be a default.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> with the field and what it wants.</exception>
    public static CofferConfiguration Parse(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(WithoutMark(content));
            var environments = new List<EnvironmentSettings>();
            foreach (var field in Fields(document.RootElement, FileName))
            {
                if (field.Name != "environments")
                {
                    throw Wrong($"it has the unknown field '{Shown(field.Name)}'", "the only field is 'environments'");
                }

                environments.AddRange(Fields(field.Value, "'environments'").Select(Environment));
            }

            RequireOwnBuckets(environments);
            return new CofferConfiguration(environments);
        }
        catch (JsonException) when (ConflictMarkers.In(content.Span))
        {
            throw new CofferException(
                ErrorCode.Configuration, $"{FileName}: {ConflictMarkers.Problem}", "merge it by hand, and take the markers away");
        }
        catch (JsonException exception)
        {
            throw new CofferException(
                ErrorCode.Configuration,
                $"{FileName} is not well-formed JSON (line {exception.LineNumber + 1})",
                "JSON has no comments and no trailing commas");
        }
        catch (InvalidOperationException)
        {
            // What JsonElement says of bytes that are not UTF-8, and of half a surrogate pair.
            throw new CofferException(
                ErrorCode.Configuration, $"{FileName} has a text that is not Unicode", "save the file as UTF-8");
        }
    }

    // Keys of objects hold no environment: two environments in one bucket would replace each other's secrets. Defaults count, too.
    private static void RequireOwnBuckets(List<EnvironmentSettings> environments)
    {
        if (environments.GroupBy(
            environment => environment.Bucket, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } shared)
        {
            throw Wrong(
                $"{string.Join(" and ", shared.Select(environment => $"'{environment.Name}'"))} have one bucket, '{Shown(shared.Key)}'",
                "give each environment a bucket of its own; without 'bucket' it is '<environment>-secrets'");
        }
    }

    // Some editors start a UTF-8 file with a byte order mark; JSON readers may pass over it (RFC 8259, section 8.1).
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> content) =>
        content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content;

    private static EnvironmentSettings Environment(JsonProperty property)
    {
        var name = property.Name;
        if (AddressGrammar.SegmentProblem(name) is { } problem)
        {
            throw Wrong($"the environment name '{Shown(name)}' cannot be used: {problem}", null);
        }

        var settings = new EnvironmentSettings(name);
        var named = new HashSet<string>();
        foreach (var field in Fields(property.Value, $"environment '{name}'"))
        {
            settings = With(settings, field);
            named.Add(field.Name);
        }

        return named.Contains("key") && named.Contains("keys")
            ? throw Wrong($"environment '{name}' has both 'key' and 'keys'", "keep one of them")
            : settings;
    }

    private static EnvironmentSettings With(EnvironmentSettings settings, JsonProperty field)
    {
        var where = $"'{field.Name}' of environment '{settings.Name}'";
        return field.Name switch
        {
            "key" => settings with { Keys = [Key(field.Value, where)] },
            "keys" => settings with { Keys = KeyList(field.Value, where) },
            "bucket" => settings with { Bucket = PlaceNames.Bucket(Text(field.Value, where), $"{FileName}: {where}") },
            "region" => settings with { Region = PlaceNames.Region(Text(field.Value, where), $"{FileName}: {where}") },
            "binding" => settings with { Binding = BindingOf(Text(field.Value, where), $"{FileName}: {where}") },
            "format" => settings with { Format = FormatOf(field.Value, where) },
            "services" => settings with
            {
                Services = Fields(field.Value, where).ToDictionary(service => service.Name, service => Service(service, settings.Name)),
            },
            "endpoint" => settings with { Endpoint = Loopback(Text(field.Value, where), where) },
            _ => throw Wrong(
                $"environment '{settings.Name}' has the unknown field '{Shown(field.Name)}'",
                "the fields are key, keys, bucket, region, binding, format, services, endpoint"),
        };
    }

    private static FormatChoice FormatOf(JsonElement element, string where) => Text(element, where) switch
    {
        "auto" => FormatChoice.Auto,
        "kms" => FormatChoice.Kms,
        "envelope" => FormatChoice.Envelope,
        "service" => FormatChoice.Service,
        _ => throw Wrong($"{where} is none of 'auto', 'kms', 'envelope', 'service'", null),
    };

    private static ServiceSettings Service(JsonProperty property, string environment)
    {
        if (AddressGrammar.SegmentProblem(property.Name) is { } problem)
        {
            throw Wrong($"the service name '{Shown(property.Name)}' of environment '{environment}' cannot be used: {problem}", null);
        }

        var settings = new ServiceSettings();
        foreach (var field in Fields(property.Value, $"service '{environment}/{property.Name}'"))
        {
            var where = $"'{field.Name}' of service '{environment}/{property.Name}'";
            settings = field.Name switch
            {
                "format" => settings with { Format = FormatOf(field.Value, where) },
                "keyId" when ReleasePin.IsDigest(Text(field.Value, where)) => settings with { KeyId = Text(field.Value, where) },
                "keyId" => throw Wrong(
                    $"{where} is not 64 lower-case hexadecimal digits", $"'coffer key show {environment}/{property.Name}' prints it"),
                _ => throw Wrong(
                    $"service '{environment}/{property.Name}' has the unknown field '{Shown(field.Name)}'",
                    "the fields are format, keyId"),
            };
        }

        return settings;
    }

    /// <summary>Reads <c>bound</c> or <c>none</c>.</summary>
    public static Binding BindingOf(string text, string where) => text switch
    {
        "bound" => Binding.Bound,
        "none" => Binding.None,
        _ => throw new CofferException(
            ErrorCode.Configuration,
            $"{where} is neither 'bound' nor 'none'",
            "'bound', unless the files were made with plain 'aws kms encrypt'"),
    };

    // Plaintext goes to the endpoint. A repository that could name any host could collect its authors' passwords.
    private static Uri Loopback(string text, string where) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.IsLoopback && uri.Scheme is "http" or "https"
            ? uri!
            : throw Wrong(
                $"{where} is not a URL of this machine",
                "it is for the local AWS, for example 'http://127.0.0.1:4566'; set AWS_ENDPOINT_URL for any other");

    private static List<JsonProperty> Fields(JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong($"{where} is not an object", null);
        }

        List<JsonProperty> fields = [.. element.EnumerateObject()];
        var names = new HashSet<string>();
        return fields.Find(field => !names.Add(field.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } twice
            ? throw Wrong($"{FileName} names the field '{Shown(twice.Name)}' twice", "keep one of them")
            : fields;
    }

    private static string Text(JsonElement element, string where) =>
        element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 } text
            ? text
            : throw Wrong($"{where} is not a text", null);

    private static KeyName Key(JsonElement element, string where) => KeyName.Parse(Text(element, where), $"{FileName}: {where}");

    private static List<KeyName> KeyList(JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() == 0)
        {
            throw Wrong($"{where} is not a list of texts", null);
        }

        if (element.GetArrayLength() > EnvelopeHeader.MaxDataKeys)
        {
            throw Wrong($"{where} has more than {EnvelopeHeader.MaxDataKeys} keys", "a reader asks for no more of them");
        }

        return [.. element.EnumerateArray().Select(item => Key(item, where))];
    }

    private static string Shown(string name) => AddressGrammar.Printable(name);

    private static CofferException Wrong(string what, string? hint) =>
        new(ErrorCode.Configuration, what.StartsWith(FileName, StringComparison.Ordinal) ? what : $"{FileName}: {what}", hint);
}
