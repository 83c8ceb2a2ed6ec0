using System.Xml;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam.Actions.Providers;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html</summary>
internal static class ListOpenIDConnectProviders
{
    public static void Handle(IamRequest request, XmlWriter answer) => answer.WriteList(
        "OpenIDConnectProviderList", request.Store.Providers.All, provider => answer.WriteElementString("Arn", provider.Arn));
}
