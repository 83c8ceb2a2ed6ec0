using System.Globalization;
using System.Xml;
using Coffer.LocalAws.Signing;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Protocols.Query;

/// <summary>The query protocol: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html</summary>
/// <param name="xmlNamespace">The namespace of answers, which each service has its own of.</param>
internal sealed class QueryProtocol(string xmlNamespace) : IProtocol
{
    public string ContentType => "text/xml";

    public SignatureErrors SignatureErrors => ProtocolSignatureErrors.Query;

    public string NewRequestId() => Guid.NewGuid().ToString();

    public async Task WriteErrorAsync(HttpContext http, AwsException error, string requestId)
    {
        var xml = XmlBody.Write(writer =>
        {
            writer.WriteStartElement("ErrorResponse", xmlNamespace);
            writer.WriteStartElement("Error");
            writer.WriteElementString("Type", error.Status < 500 ? "Sender" : "Receiver");
            writer.WriteElementString("Code", error.Code);
            writer.WriteElementString("Message", error.Text);
            writer.WriteEndElement();
            writer.WriteElementString("RequestId", requestId);
            writer.WriteEndElement();
        });
        http.Response.Headers["x-amzn-RequestId"] = requestId;
        await XmlBody.SendAsync(http, error.Status, ContentType, xml);
    }

    /// <summary>Answers with what is written between the envelope's two ends.</summary>
    public async Task SendAsync(HttpContext http, string action, string requestId, Action<XmlWriter> write)
    {
        var xml = XmlBody.Write(answer =>
        {
            answer.WriteStartElement(action + "Response", xmlNamespace);
            answer.WriteStartElement(action + "Result");
            write(answer);
            answer.WriteEndElement();
            answer.WriteStartElement("ResponseMetadata");
            answer.WriteElementString("RequestId", requestId);
            answer.WriteEndElement();
            answer.WriteEndElement();
        });
        await XmlBody.SendAsync(http, 200, ContentType, xml);
    }
}

/// <summary>Parts of answers that every service writes alike.</summary>
internal static class QueryXml
{
    public static void WriteDate(this XmlWriter answer, string name, DateTimeOffset date) =>
        answer.WriteElementString(name, date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <summary>A list, each member an element of its own.</summary>
    public static void WriteList<T>(this XmlWriter answer, string name, IEnumerable<T> members, Action<T> write)
    {
        answer.WriteStartElement(name);
        foreach (var member in members)
        {
            answer.WriteStartElement("member");
            write(member);
            answer.WriteEndElement();
        }

        answer.WriteEndElement();
    }
}
