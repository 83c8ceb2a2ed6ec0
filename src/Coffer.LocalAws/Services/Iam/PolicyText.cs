using System.Xml;
using Coffer.Iam.Validation;
using Coffer.LocalAws.Protocols.Query;
using Coffer.LocalAws.Signing;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>A policy as it was given: checked and kept. In answers it is URL-encoded, as RFC 3986 has it.</summary>
internal static class PolicyText
{
    private const int Longest = 131072;

    /// <summary>The document of a request, checked.</summary>
    public static string Read(QueryParameters parameters, string name, Func<string, PolicyRefusal?> check)
    {
        var text = parameters.Required(name, 1, Longest);
        PolicyChecks.Require(check(text));
        return text;
    }

    public static void Write(XmlWriter answer, string name, string document) =>
        answer.WriteElementString(name, UriEncoding.Encode(document, keepSlash: false));
}
