using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services.S3.Xml;

/// <summary>Writes an answer in S3's XML.</summary>
internal sealed class S3Xml : IDisposable
{
    public static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    // Keys may hold any character; S3 writes those that XML 1.0 does not have as references all the same.
    private static readonly XmlWriterSettings Settings = new() { CheckCharacters = false, Encoding = new System.Text.UTF8Encoding(false) };

    private readonly MemoryStream buffer = new();
    private readonly XmlWriter writer;

    public S3Xml(string root)
    {
        writer = XmlWriter.Create(buffer, Settings);
        writer.WriteStartElement(root, Namespace.NamespaceName);
    }

    /// <summary>An element with text; none where the text is null.</summary>
    public S3Xml Element(string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteElementString(name, Namespace.NamespaceName, text);
        }
        return this;
    }

    public S3Xml Element(string name, bool value) => Element(name, value ? "true" : "false");

    public S3Xml Element(string name, long value) => Element(name, value.ToString(CultureInfo.InvariantCulture));

    public S3Xml Element(string name, DateTimeOffset value) =>
        Element(name, value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    public S3Xml Element(string name, Action<S3Xml> content)
    {
        writer.WriteStartElement(name, Namespace.NamespaceName);
        content(this);
        writer.WriteEndElement();
        return this;
    }

    /// <summary>The account that an access control list grants something to.</summary>
    public S3Xml Grantee(string canonicalUserId)
    {
        const string Instance = "http://www.w3.org/2001/XMLSchema-instance";
        writer.WriteStartElement("Grantee", Namespace.NamespaceName);
        writer.WriteAttributeString("xsi", "type", Instance, "CanonicalUser");
        Element("ID", canonicalUserId);
        writer.WriteEndElement();
        return this;
    }

    /// <summary>The text of the root itself.</summary>
    public S3Xml Text(string? text)
    {
        writer.WriteString(text);
        return this;
    }

    public Task SendAsync(HttpResponse response)
    {
        Complete();
        response.ContentType = "application/xml";
        response.ContentLength = buffer.Length;
        return response.Body.WriteAsync(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public void Dispose()
    {
        writer.Dispose();
        buffer.Dispose();
    }

    private void Complete()
    {
        writer.WriteEndElement();
        writer.Flush();
    }
}
