using System.Globalization;
using System.Xml;
using Coffer.Aws.Calls;

namespace Coffer.Aws.Wire;

/// <summary>A page of a listing, read as it comes: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html</summary>
internal static class ListedXml
{
    // Keys may have characters that XML has not: S3 writes them as references, and what lists them says what is wrong with them.
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
    };

    /// <summary>Reads a page.</summary>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static ListedPage Read(Stream body)
    {
        using var xml = XmlReader.Create(body, Settings);
        var objects = new List<ListedObject>();
        int? count = null;
        bool? goesOn = null;
        string? next = null;
        if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != "ListBucketResult")
        {
            throw WholeAnswers.NotWhole("no listing");
        }

        Children(xml, name =>
        {
            switch (name)
            {
                case "KeyCount":
                    count = Number(Text(xml)) is { } number and >= 0 and <= int.MaxValue ? (int)number : null;
                    break;
                case "IsTruncated":
                    goesOn = bool.TryParse(Text(xml), out var said) ? said : null;
                    break;
                case "NextContinuationToken":
                    next = Text(xml);
                    break;
                case "Contents":
                    objects.Add(Object(xml));
                    break;
                default:
                    xml.Skip();
                    break;
            }
        });

        // What stands behind the end makes it no page.
        while (xml.Read())
        {
        }

        return new ListedPage(count, goesOn, next, objects);
    }

    private static ListedObject Object(XmlReader xml)
    {
        string? key = null, tag = null;
        long? bytes = null;
        Children(xml, name =>
        {
            switch (name)
            {
                case "Key":
                    key = Text(xml);
                    break;
                case "ETag":
                    tag = Text(xml);
                    break;
                case "Size":
                    bytes = Number(Text(xml));
                    break;
                default:
                    xml.Skip();
                    break;
            }
        });
        return new ListedObject(key, bytes, tag);
    }

    // Each child leaves the reader behind its own end.
    private static void Children(XmlReader xml, Action<string> child)
    {
        if (xml.IsEmptyElement)
        {
            xml.Read();
            return;
        }

        xml.Read();
        while (xml.NodeType != XmlNodeType.EndElement)
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                child(xml.LocalName);
            }
            else if (!xml.Read())
            {
                return;
            }
        }

        xml.Read();
    }

    // An element within a text is no text of S3.
    private static string Text(XmlReader xml) => xml.ReadElementContentAsString();

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
