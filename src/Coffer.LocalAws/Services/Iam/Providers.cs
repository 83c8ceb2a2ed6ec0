using System.Xml;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>OpenID Connect providers: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html</summary>
internal static class Providers
{
    private const string Scheme = "https://";

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html</summary>
    public static void Create(IamRequest request, XmlWriter answer)
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
            Partition = request.Partition,
            Created = request.Now,
            ClientIds = parameters.List("ClientIDList") ?? [],
            Thumbprints = parameters.List("ThumbprintList") ?? [],
            Tags = IamTags.Read(parameters),
        };
        if (request.Store.Providers.Named(provider.Name) is not null)
        {
            throw IamErrors.AlreadyExists($"Provider with url {url} already exists.");
        }

        request.Store.Providers.Put(provider);
        answer.WriteElementString("OpenIDConnectProviderArn", provider.Arn);
        IamTags.Write(answer, provider.Tags);
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html</summary>
    public static void Get(IamRequest request, XmlWriter answer)
    {
        var provider = request.Store.Providers.Require(request.Parameters);
        answer.WriteElementString("Url", provider.Name);
        answer.WriteList("ClientIDList", provider.ClientIds, answer.WriteString);
        answer.WriteList("ThumbprintList", provider.Thumbprints, answer.WriteString);
        answer.WriteDate("CreateDate", provider.Created);
        IamTags.Write(answer, provider.Tags);
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html</summary>
    public static void AddClient(IamRequest request, XmlWriter answer)
    {
        var provider = request.Store.Providers.Require(request.Parameters);
        var id = request.Parameters.Required("ClientID", 1, 255);
        request.Store.Providers.Put(provider with { ClientIds = [.. provider.ClientIds.Where(other => other != id), id] });
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveClientIDFromOpenIDConnectProvider.html</summary>
    public static void RemoveClient(IamRequest request, XmlWriter answer)
    {
        var provider = request.Store.Providers.Require(request.Parameters);
        var id = request.Parameters.Required("ClientID", 1, 255);
        request.Store.Providers.Put(provider with { ClientIds = [.. provider.ClientIds.Where(other => other != id)] });
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProviderThumbprint.html</summary>
    public static void UpdateThumbprint(IamRequest request, XmlWriter answer)
    {
        var provider = request.Store.Providers.Require(request.Parameters);
        request.Store.Providers.Put(provider with { Thumbprints = request.Parameters.List("ThumbprintList") ?? [] });
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html</summary>
    public static void Delete(IamRequest request, XmlWriter answer) =>
        request.Store.Providers.Remove(request.Store.Providers.Require(request.Parameters));

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html</summary>
    public static void List(IamRequest request, XmlWriter answer) => answer.WriteList(
        "OpenIDConnectProviderList", request.Store.Providers.All, provider => answer.WriteElementString("Arn", provider.Arn));
}
