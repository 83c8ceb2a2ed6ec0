using System.Xml;
using Coffer.LocalAws.Protocols.Query;
using Coffer.LocalAws.Services.Iam.Model;

namespace Coffer.LocalAws.Services.Iam.Actions.Providers;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html</summary>
internal static class CreateOpenIDConnectProvider
{
    private const string Scheme = "https://";

    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var parameters = request.Parameters;
        var url = parameters.Required("Url", 1, 255);
        if (!url.StartsWith(Scheme, StringComparison.Ordinal) || !Uri.TryCreate(url, UriKind.Absolute, out _))
        {
            throw QueryParameters.Invalid("Invalid Open ID Connect Provider URL");
        }

        var provider = new OidcProvider
        {
            Id = EntityId.New("AOIP"),
            Name = url[Scheme.Length..].TrimEnd('/'),
            AccountId = request.AccountId,
            Created = request.Now,
            ClientIds = parameters.List("ClientIDList") ?? [],
            Thumbprints = parameters.List("ThumbprintList") ?? [],
            Tags = Tags.Read(parameters),
        };
        if (request.Store.Providers.Named(provider.Name) is not null)
        {
            throw IamErrors.AlreadyExists($"Provider with url {url} already exists.");
        }

        request.Store.Providers.Put(provider);
        answer.WriteElementString("OpenIDConnectProviderArn", provider.Arn);
        Tags.Write(answer, provider.Tags);
    }
}
