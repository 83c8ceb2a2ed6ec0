using System.Text.Json;
using System.Xml;
using Coffer.LocalAws.Protocols.Query;
using Coffer.LocalAws.Signing;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>A policy as it was given: kept, not evaluated. In answers it is URL-encoded, as RFC 3986 has it.</summary>
internal static class PolicyText
{
    private const int Longest = 131072;

    public static string Read(QueryParameters parameters, string name)
    {
        var text = parameters.Required(name, 1, Longest);
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("Statement", out _)
                ? text
                : throw IamErrors.MalformedPolicy("Syntax errors in policy.");
        }
        catch (JsonException)
        {
            throw IamErrors.MalformedPolicy("This policy contains invalid Json");
        }
    }

    public static void Write(XmlWriter answer, string name, string document) =>
        answer.WriteElementString(name, UriEncoding.Encode(document, keepSlash: false));
}
