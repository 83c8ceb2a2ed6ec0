using System.Collections.Frozen;
using System.Xml;
using Coffer.Iam.Evaluation;
using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Services;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Protocols.Query;

/// <summary>Does one action: reads and checks the request, changes what is kept, writes the members of the answer.</summary>
internal delegate void QueryAction<in TRequest>(TRequest request, XmlWriter answer);

/// <summary>A service that speaks the query protocol. One request at a time does its action.</summary>
/// <param name="name">As <see cref="IAwsService.Name"/>.</param>
/// <param name="xmlNamespace">The namespace of answers.</param>
/// <param name="actions">The actions that are served.</param>
internal abstract class QueryService<TRequest>(
    string name, string xmlNamespace, FrozenDictionary<string, QueryAction<TRequest>> actions) : IAwsService
{
    private static readonly string[] EventParameters =
    [
        "RoleArn", "RoleSessionName", "SourceIdentity", "RoleName", "UserName", "PolicyName", "PolicyArn", "InstanceProfileName",
        "OpenIDConnectProviderArn", "GroupName", "AWSServiceName",
    ];

    private readonly QueryProtocol protocol = new(xmlNamespace);
    private readonly Lock turn = new();

    public string Name => name;

    public IProtocol Protocol => protocol;

    public virtual bool Recognizes(HttpRequest request) => false;

    public virtual bool IsForAnyone(string action) => false;

    public async Task<RequestContent> ReadAsync(HttpContext http) =>
        new QueryParameters(http.Request, await SmallBody.ReadAsync(http.Request));

    public abstract string? ResourceOf(AwsRequest request);

    public IEnumerable<(string Name, string Value)> EventParametersOf(AwsRequest request)
    {
        foreach (var name in EventParameters)
        {
            if (((QueryParameters)request.Content).Text(name, 0, int.MaxValue) is { } value)
            {
                yield return (char.ToLowerInvariant(name[0]) + name[1..], value);
            }
        }
    }

    public abstract IEnumerable<Need> NeedsOf(AwsRequest request);

    public virtual AwsException Denied(AwsRequest request, Need need, Decision decision) =>
        new(403, "AccessDenied", AccessDenied.Words(request, need, decision));

    public async Task ServeAsync(AwsRequest request)
    {
        var action = actions.GetValueOrDefault(request.Action) ?? throw Unknown(request.Action);
        await protocol.SendAsync(request.Http, request.Action, request.Id, answer =>
        {
            lock (turn)
            {
                action(Bind(request, (QueryParameters)request.Content), answer);
            }
        });
    }

    /// <summary>What an action works on. It is the caller's turn.</summary>
    protected abstract TRequest Bind(AwsRequest request, QueryParameters parameters);

    private AwsException Unknown(string action) =>
        new(400, "InvalidAction", NotServed.Words($"the {name.ToUpperInvariant()} action '{action}'"));
}
