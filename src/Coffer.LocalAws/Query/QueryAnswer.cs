using System.Globalization;
using System.Xml;
using Coffer.LocalAws.Server;

namespace Coffer.LocalAws.Query;

/// <summary>The envelope of an answer: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#response-serialization</summary>
internal static class QueryAnswer
{
    public const string StsNamespace = "https://sts.amazonaws.com/doc/2011-06-15/";
    public const string IamNamespace = "https://iam.amazonaws.com/doc/2010-05-08/";

    public static async Task SendAsync(AwsCall call, string action, string xmlNamespace, Action<XmlWriter> write)
    {
        var xml = XmlBody.Write(answer =>
        {
            answer.WriteStartElement(action + "Response", xmlNamespace);
            answer.WriteStartElement(action + "Result");
            write(answer);
            answer.WriteEndElement();
            answer.WriteStartElement("ResponseMetadata");
            answer.WriteElementString("RequestId", call.RequestId);
            answer.WriteEndElement();
            answer.WriteEndElement();
        });
        await XmlBody.SendAsync(call.Http, 200, "text/xml", xml);
    }

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
