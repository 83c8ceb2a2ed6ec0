using System.Xml;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam.Actions.Providers;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html</summary>
internal static class GetOpenIDConnectProvider
{
    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var provider = request.Store.Providers.Require(request.Parameters);
        answer.WriteElementString("Url", provider.Name);
        answer.WriteList("ClientIDList", provider.ClientIds, answer.WriteString);
        answer.WriteList("ThumbprintList", provider.Thumbprints, answer.WriteString);
        answer.WriteDate("CreateDate", provider.Created);
        Tags.Write(answer, provider.Tags);
    }
}
