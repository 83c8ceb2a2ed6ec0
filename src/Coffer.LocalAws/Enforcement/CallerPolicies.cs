using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;
using Coffer.LocalAws.Services.Iam;
using Coffer.LocalAws.Services.S3;
using Coffer.LocalAws.Services.Sts;
using Coffer.LocalAws.Signing;

namespace Coffer.LocalAws.Enforcement;

/// <summary>Who a caller is to policies, and what is the caller's own of them.</summary>
internal sealed class CallerPolicies(IamStore iam, SessionStore sessions)
{
    /// <summary>The caller as policies see it. Tags of the session go before those of the role.</summary>
    public RequestPrincipal PrincipalOf(Caller caller)
    {
        var session = sessions.Of(caller);
        var owner = OwnerOf(caller, session);
        var principal = (owner, session?.RoleArn) switch
        {
            (_, { } role) => RequestPrincipal.Session(role, caller.UserId.Split(':', 2)[^1]),
            (User user, _) => RequestPrincipal.User(user.Arn),
            _ => caller.IsRoot ? RequestPrincipal.Root(caller.AccountId, Partition.OfArn(caller.Arn)) : RequestPrincipal.User(caller.Arn),
        };
        var tags = new Dictionary<string, string>(owner?.Tags ?? new Dictionary<string, string>());
        foreach (var (key, value) in session?.Tags ?? new Dictionary<string, string>())
        {
            tags[key] = value;
        }

        return principal with
        {
            CanonicalId = CanonicalUser.IdOf(caller.AccountId),
            UserId = caller.UserId,
            UniqueIds = owner is null ? [] : [owner.Id, caller.UserId],
            Tags = tags,
        };
    }

    /// <summary>The caller's policies, without those of what is asked for.</summary>
    public PolicySet Of(Caller caller)
    {
        var session = sessions.Of(caller);
        var owner = OwnerOf(caller, session);
        return new PolicySet
        {
            Identity = owner is null ? [] : Of(owner),
            Boundary = owner?.PermissionsBoundary is { } arn ? Managed(arn) : null,
            Session = session is { Policy: null, PolicyArns: [] } or null ? null : OfSession(session),
        };
    }

    /// <summary>The policies of a role or group, or of a user and its groups.</summary>
    public IReadOnlyList<NamedPolicy> Of(PolicyHolder owner) =>
    [
        .. owner.InlinePolicies.Select(policy => KnownPolicies.Of(policy.Key, policy.Value)),
        .. owner.AttachedPolicies.Select(Managed),
        .. owner is User user ? Groups.Of(iam, user).SelectMany(Of) : Array.Empty<NamedPolicy>(),
    ];

    /// <summary>A managed policy. One of AWS's whose content is not here allows and denies nothing.</summary>
    public NamedPolicy Managed(string arn)
    {
        var name = arn[(arn.LastIndexOf('/') + 1)..];
        var text = iam.Policies.All.FirstOrDefault(policy => policy.Arn == arn)?.DefaultVersion.Document ?? AwsManagedPolicies.Find(arn);
        return text is null ? new NamedPolicy($"{name} (not here)", new PolicyDocument([])) : KnownPolicies.Of(name, text);
    }

    private List<NamedPolicy> OfSession(Session session) =>
    [
        .. session.Policy is { } text ? [KnownPolicies.Of("of the session", text)] : Array.Empty<NamedPolicy>(),
        .. session.PolicyArns.Select(Managed),
    ];

    private IamPrincipal? OwnerOf(Caller caller, Session? session) => session?.RoleArn is not null
        ? iam.Roles.WithId(caller.UserId.Split(':')[0])
        : iam.Users.WithId(caller.UserId);
}
