using System.Text.Json;
using System.Text.RegularExpressions;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>The members of a request, checked against the bounds of KMS's service model as they are read.</summary>
internal sealed class KmsParameters(JsonElement members)
{
    public bool Has(string name) => Member(name) is not null;

    public string? Text(string name, int min = 0, int max = int.MaxValue, Regex? pattern = null)
    {
        if (Member(name) is not { } member)
        {
            return null;
        }

        var text = member.ValueKind == JsonValueKind.String ? member.GetString()! : throw WrongKind(member, "a String");
        if (text.Length < min)
        {
            throw KmsViolation.TooShort(name, text, min);
        }

        if (text.Length > max)
        {
            throw KmsViolation.TooLong(name, text, max);
        }

        return pattern is null || pattern.IsMatch(text)
            ? text
            : throw KmsViolation.NotMatching(name, text, pattern.ToString());
    }

    public string RequiredText(string name, int min = 0, int max = int.MaxValue, Regex? pattern = null) =>
        Text(name, min, max, pattern) ?? throw KmsViolation.Missing(name);

    public string? Choice(string name, params IReadOnlyCollection<string> allowed)
    {
        var text = Text(name);
        return text is null || allowed.Contains(text) ? text : throw KmsViolation.NotInSet(name, text, allowed);
    }

    public int? Number(string name, int min, int max)
    {
        if (Member(name) is not { } member)
        {
            return null;
        }

        var number = member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var value)
            ? value
            : throw WrongKind(member, "an Integer");
        if (number < min)
        {
            throw KmsViolation.TooSmall(name, number, min);
        }

        return number > max ? throw KmsViolation.TooLarge(name, number, max) : (int)number;
    }

    public bool Flag(string name) => Member(name) is { } member && member.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw WrongKind(member, "a Boolean"),
    };

    /// <summary>A blob; its value never appears in an error.</summary>
    public byte[]? Bytes(string name, int max)
    {
        if (Member(name) is not { } member)
        {
            return null;
        }

        if (member.ValueKind != JsonValueKind.String || !member.TryGetBytesFromBase64(out var bytes))
        {
            throw KmsErrors.Serialization($"'{name}' is not base64 text");
        }

        if (bytes.Length == 0)
        {
            throw KmsViolation.SecretTooShort(name, 1);
        }

        return bytes.Length > max ? throw KmsViolation.SecretTooLong(name, max) : bytes;
    }

    public byte[] RequiredBytes(string name, int max) => Bytes(name, max) ?? throw KmsViolation.Missing(name);

    public IReadOnlyList<JsonElement>? List(string name)
    {
        if (Member(name) is not { } member)
        {
            return null;
        }

        return member.ValueKind == JsonValueKind.Array ? [.. member.EnumerateArray()] : throw WrongKind(member, "a List");
    }

    public JsonElement? Map(string name) => Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } member => member,
        { } other => throw WrongKind(other, "a Map"),
    };

    private JsonElement? Member(string name) =>
        members.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private static AwsException WrongKind(JsonElement member, string wanted)
    {
        var given = member.ValueKind switch
        {
            JsonValueKind.String => "STRING_VALUE",
            JsonValueKind.Number => "NUMBER_VALUE",
            JsonValueKind.True => "TRUE_VALUE",
            JsonValueKind.False => "FALSE_VALUE",
            JsonValueKind.Array => "START_ARRAY",
            _ => "START_OBJECT",
        };
        return KmsErrors.Serialization($"{given} cannot be converted to {wanted}");
    }
}
