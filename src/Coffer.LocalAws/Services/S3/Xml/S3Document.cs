using System.Xml;
using System.Xml.Linq;
using Coffer.LocalAws.Services.S3.Bodies;
using Coffer.LocalAws.Services.S3.Settings;

namespace Coffer.LocalAws.Services.S3.Xml;

/// <summary>Reads the XML of a request, with or without S3's namespace, as S3 does.</summary>
internal static class S3Document
{
    /// <summary>S3's own bound of a DeleteObjects request.</summary>
    private const int MaxBytes = 2 << 20;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CheckCharacters = false,
        MaxCharactersInDocument = MaxBytes,
    };

    /// <summary>The document's root; null where there is no body.</summary>
    public static async Task<XElement?> ReadAsync(S3Request request, string root, bool digestRequired = false, bool isDescribed = true)
    {
        var body = new UploadBody(request, MaxBytes, isDescribed);
        if (digestRequired && !body.HasDigest)
        {
            throw S3Errors.InvalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        }
        using var bytes = new MemoryStream();
        await body.ReceiveAsync(bytes);
        if (bytes.Length == 0)
        {
            return null;
        }
        bytes.Position = 0;
        using var reader = XmlReader.Create(bytes, Settings);
        return Load(reader, root);
    }

    /// <summary>A document that is part of a form.</summary>
    public static XElement Parse(string text, string root)
    {
        using var reader = XmlReader.Create(new StringReader(text), Settings);
        return Load(reader, root);
    }

    private static XElement Load(XmlReader reader, string root)
    {
        try
        {
            var element = XElement.Load(reader, LoadOptions.PreserveWhitespace);
            return element.Name.LocalName == root ? element : throw S3Errors.MalformedXml();
        }
        catch (XmlException)
        {
            throw S3Errors.MalformedXml();
        }
    }

    public static string? Child(this XElement element, string name) =>
        element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value;
}

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
        var name = S3Xml.Namespace + element.Name.LocalName;
        return element.HasElements ? new(name, element.Elements().Select(Normal)) : new(name, element.Value);
    }
}
