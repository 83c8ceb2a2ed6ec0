using System.Xml.Linq;

namespace Coffer.LocalAws.Tests.Services.S3;

/// <summary>An answer as it came, errors taken apart.</summary>
public sealed record Answer(int Status, Dictionary<string, string> Headers, string Text)
{
    /// <summary>
    /// An error's elements but for the two ids, as <c>Code | Message | {"Name": "Value"}</c>: the form of the recordings.
    /// </summary>
    public string Error
    {
        get
        {
            var elements = XElement.Parse(Text).Elements().Where(e => e.Name.LocalName is not ("RequestId" or "HostId")).ToList();
            var details = elements.Skip(2).Select(e => $"\"{e.Name.LocalName}\": \"{e.Value}\"");
            return $"{Status} {elements[0].Value} | {elements[1].Value} | {{{string.Join(", ", details)}}}";
        }
    }

    public static async Task<Answer> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
        await response.Content.ReadAsStringAsync(S3Server.Token));
}
