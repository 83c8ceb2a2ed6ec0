using System.Xml.Linq;
using System.Xml;
using Coffer.LocalAws.Services.S3.Bodies;

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
    public static async Task<XElement?> ReadAsync(S3Request request, string root, bool digestRequired = false)
    {
        var body = new UploadBody(request, MaxBytes);
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
        try
        {
            using var reader = XmlReader.Create(bytes, Settings);
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
