using System.Xml;

namespace Coffer.LocalAws.Services.Iam.Actions.Providers;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html</summary>
internal static class AddClientIDToOpenIDConnectProvider
{
    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var provider = request.Store.Providers.Require(request.Parameters);
        var id = request.Parameters.Required("ClientID", 1, 255);
        request.Store.Providers.Put(provider with { ClientIds = [.. provider.ClientIds.Where(other => other != id), id] });
    }
}
