using System.Xml;

namespace Coffer.LocalAws.Services.Iam.Actions.Providers;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProviderThumbprint.html</summary>
internal static class UpdateOpenIDConnectProviderThumbprint
{
    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var provider = request.Store.Providers.Require(request.Parameters);
        request.Store.Providers.Put(provider with { Thumbprints = request.Parameters.List("ThumbprintList") ?? [] });
    }
}
