using System.Globalization;
using System.Text.Json;
using Coffer.Aws.Connections;

namespace Coffer.Aws.Credentials;

/// <summary>Keys in JSON, as agents, metadata and credential processes write them.</summary>
internal static class CredentialJson
{
    /// <summary>Reads them.</summary>
    /// <param name="json">What was answered.</param>
    /// <param name="tokenName">What the session token is called: <c>Token</c> or <c>SessionToken</c>.</param>
    /// <exception cref="SourceException">Without a word of what was answered.</exception>
    public static AwsKeys Keys(ReadOnlyMemory<byte> json, string tokenName)
    {
        using var document = Parse(json);
        var root = document.RootElement;
        if (Text(root, "Code") is { } code and not "Success")
        {
            throw new SourceException(
                $"it answered {(HttpAnswer.CodeIn(code) is { Length: > 0 } shown ? shown[1..] : "an error")}"
                    + HttpAnswer.Quoted(Text(root, "Message")),
                code == "AssumeRoleUnauthorizedAccess" ? "the role's trust policy must let ec2.amazonaws.com assume it" : null);
        }

        return new AwsKeys(
            Required(root, "AccessKeyId"),
            Required(root, "SecretAccessKey"),
            Text(root, tokenName),
            Text(root, "Expiration") is { } time ? Time(time, "Expiration") : null);
    }

    /// <summary>An object.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // Its message would quote what was answered.
        }

        throw SourceException.Lacking(json.Length == 0 ? "it answered nothing" : "it answered what is no JSON object");
    }

    /// <summary>A field that must be there.</summary>
    public static string Required(JsonElement element, string name) =>
        Text(element, name) ?? throw SourceException.Lacking($"it answered without '{name}'");

    /// <summary>A field that may be there.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    /// <summary>A time, as RFC 3339 has it.</summary>
    public static DateTimeOffset Time(string text, string name) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw SourceException.Lacking($"it answered with a '{name}' that is no time");
}
