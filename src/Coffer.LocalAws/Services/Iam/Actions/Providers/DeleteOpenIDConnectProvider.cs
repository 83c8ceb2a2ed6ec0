using System.Xml;

namespace Coffer.LocalAws.Services.Iam.Actions.Providers;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html</summary>
internal static class DeleteOpenIDConnectProvider
{
    public static void Handle(IamRequest request, XmlWriter answer) =>
        request.Store.Providers.Remove(request.Store.Providers.Require(request.Parameters));
}
