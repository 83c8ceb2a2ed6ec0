using System.Xml.Linq;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Settings;

/// <summary>A setting's XML, in one form however it came: in S3's namespace, without the space between elements.</summary>
internal static class SettingXml
{
    public static async Task<XElement> ReadAsync(S3Request request, string root) =>
        await S3Document.ReadAsync(request, root, digestRequired: true) ?? throw S3Errors.MalformedXml();

    public static StoredSetting Store(XElement document, IReadOnlyDictionary<string, string>? headers = null) =>
        new(Normal(document).ToString(SaveOptions.DisableFormatting), headers);

    /// <summary>The first element of the name; null where there is none.</summary>
    public static XElement? Path(this XElement element, string name) =>
        element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    private static XElement Normal(XElement element)
    {
        XName name = S3Xml.Namespace + element.Name.LocalName;
        return element.HasElements ? new(name, element.Elements().Select(Normal)) : new(name, element.Value);
    }
}
