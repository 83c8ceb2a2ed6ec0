using Coffer.Iam.Conditions;

namespace Coffer.Iam.Evaluation;

/// <summary>Whether the policies that must allow a request do so. What denies is looked at elsewhere.</summary>
internal sealed class Allows
{
    private readonly AccessRequest request;
    private readonly List<StatementFinding> findings;
    private readonly Truth identity;
    private readonly Truth boundary;
    private readonly Truth session;

    /// <summary>Puts the policies together.</summary>
    /// <param name="request">The request.</param>
    /// <param name="policies">The policies.</param>
    /// <param name="findings">Their statements that allow, and the grants.</param>
    public Allows(AccessRequest request, PolicySet policies, List<StatementFinding> findings)
    {
        this.request = request;
        this.findings = findings;
        var caller = request.Principal;

        // An account's root user needs no policy; who is of no account has none. A federated session has what was given for it, and
        // nothing where nothing was.
        identity = caller.Kind == PrincipalKind.Root ? Truth.True : OfLayer(PolicyLayer.Identity);
        boundary = policies.Boundary is null ? Truth.True : OfLayer(PolicyLayer.Boundary);
        session = policies.Session is null ? (caller.Kind != PrincipalKind.FederatedUser).AsTruth() : OfLayer(PolicyLayer.Session);
        Result = Combine();
    }

    /// <summary>Whether the request is allowed, as long as nothing denies it.</summary>
    public Truth Result { get; }

    private Truth AnyOfResource => OfResource(Closeness.Caller).Or(OfResource(Closeness.Origin)).Or(OfResource(Closeness.Account));

    private Truth Own => identity.And(boundary).And(session);

    /// <summary>The decision where it is allowed.</summary>
    public Decision Allowed()
    {
        var used = findings.Where(finding => finding.Match.Truth == Truth.True).ToList();
        var resource = used.Where(IsOfResource).MaxBy(finding => finding.Closeness);
        var own = used.Find(finding => finding.Layer == PolicyLayer.Identity);
        List<StatementFinding> deciding = (resource?.Closeness, own) switch
        {
            (Closeness.Caller or Closeness.Origin, _) when request.IsWithinAccount || own is null => [resource!],
            (null, { } policy) => [policy],
            (Closeness.Account, { } policy) when request is { IsWithinAccount: true, Rule: ResourceRule.EitherAllows } => [policy],
            ({ }, { } policy) => [policy, resource!],
            _ => resource is null ? [] : [resource],
        };
        var reason = deciding.Count == 0
            ? "the root user may do everything in its account"
            : $"{string.Join(" and ", deciding)} {(deciding.Count == 1 ? "allows" : "allow")} it";
        return new Decision(Outcome.Allowed, deciding.Count == 0 ? PolicyLayer.Identity : deciding[0].Layer, deciding, reason);
    }

    /// <summary>The decision where it is not: which kind of policy is missing, and which statement came nearest.</summary>
    public Decision Refused()
    {
        var layer = Missing();
        var nearest = findings
            .Where(finding => finding.Layer == layer && finding.Match.Truth == Truth.False).MaxBy(finding => finding.Reach);
        var reason = $"no {Noun(layer)} allows {request.Action} on {request.Resource}"
            + (nearest is { Reach: >= Reach.Resource } ? $"; nearest is {nearest}: {nearest.Match.Why}" : "");
        return new Decision(Outcome.NotAllowed, layer, nearest is null ? [] : [nearest], reason);
    }

    /// <summary>The statement on which it depends, where that cannot be told.</summary>
    public StatementFinding Unsure() => findings.First(finding => finding.Match.Truth == Truth.Open);

    private Truth Combine()
    {
        var caller = OfResource(Closeness.Caller);
        var origin = OfResource(Closeness.Origin).And(boundary).And(session);
        return request switch
        {
            { Principal.Account.Length: 0 } => caller,
            { IsWithinAccount: false } => AnyOfResource.And(Own),
            { Rule: ResourceRule.ItMustAllow } => caller.Or(origin).Or(AnyOfResource.And(Own)),
            _ => caller.Or(origin).Or(Own),
        };
    }

    private PolicyLayer Missing()
    {
        var needsResource = !request.IsWithinAccount || request.Rule == ResourceRule.ItMustAllow;
        return request.Principal.Account.Length == 0 || (needsResource && AnyOfResource == Truth.False) ? PolicyLayer.Resource
            : identity == Truth.False ? PolicyLayer.Identity
            : boundary == Truth.False ? PolicyLayer.Boundary
            : PolicyLayer.Session;
    }

    private Truth OfLayer(PolicyLayer layer) =>
        findings.Where(finding => finding.Layer == layer).Select(finding => finding.Match.Truth).Any();

    private Truth OfResource(Closeness closeness) => findings
        .Where(finding => IsOfResource(finding) && finding.Closeness == closeness)
        .Select(finding => finding.Match.Truth).Any();

    private static bool IsOfResource(StatementFinding finding) => finding.Layer is PolicyLayer.Resource or PolicyLayer.Grant;

    private static string Noun(PolicyLayer layer) => layer switch
    {
        PolicyLayer.Identity => "policy of the caller",
        PolicyLayer.Boundary => "permissions boundary",
        PolicyLayer.Session => "session policy",
        _ => "resource policy",
    };
}
