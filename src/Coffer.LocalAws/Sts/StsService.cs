using System.Text;
using System.Xml;
using Coffer.LocalAws.Server;
using Coffer.LocalAws.Sts.Actions;
using Microsoft.AspNetCore.WebUtilities;

namespace Coffer.LocalAws.Sts;

/// <summary>AWS STS, query protocol: https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html</summary>
internal sealed class StsService(TimeProvider clock, SessionStore sessions)
{
    private const string XmlNamespace = "https://sts.amazonaws.com/doc/2011-06-15/";

    public async Task HandleAsync(AwsCall call, byte[] body)
    {
        var request = new StsRequest(Parameters(call, body), call.Caller, clock.GetUtcNow());
        var action = request.Parameters.GetValueOrDefault("Action", string.Empty);
        Action<XmlWriter> write = action switch
        {
            nameof(GetCallerIdentity) => answer => GetCallerIdentity.Handle(request, answer),
            nameof(AssumeRole) => answer => AssumeRole.Handle(request, answer, sessions),
            _ => throw new AwsException(400, "InvalidAction", $"Could not find operation {action} for version 2011-06-15"),
        };
        var xml = XmlBody.Write(answer =>
        {
            answer.WriteStartElement(action + "Response", XmlNamespace);
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

    private static Dictionary<string, string> Parameters(AwsCall call, byte[] body)
    {
        var given = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));
        return call.Http.Request.Query.Concat(given)
            .GroupBy(p => p.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Last().Value.ToString(), StringComparer.Ordinal);
    }
}
