using System.Globalization;
using Coffer.Iam.Conditions;
using Coffer.Iam.Evaluation;
using Coffer.LocalAws.Services;
using Coffer.LocalAws.Services.Iam;
using Coffer.LocalAws.Services.Sts;

namespace Coffer.LocalAws.Enforcement;

/// <summary>Decides whether callers may do what their requests need, as AWS does; everybody may where nothing is enforced.</summary>
internal sealed class Enforcer(Options options, TimeProvider clock, CallerPolicies callers, SessionStore sessions)
{
    /// <summary>Whether policies decide.</summary>
    public bool IsOn => options.EnforceIam;

    /// <summary>Refuses a request whose caller may not do all that it needs.</summary>
    /// <exception cref="Protocols.AwsException">In the service's words.</exception>
    public void Require(AwsRequest request)
    {
        if (!IsOn)
        {
            return;
        }

        foreach (var need in request.Service.NeedsOf(request))
        {
            Require(request, need);
        }
    }

    /// <summary>Refuses a request whose caller may not do one thing.</summary>
    /// <exception cref="Protocols.AwsException">In the service's words.</exception>
    public void Require(AwsRequest request, Need need)
    {
        if (IsOn && Decide(request, need) is { IsAllowed: false } decision)
        {
            throw request.Service.Denied(request, need, decision);
        }
    }

    /// <summary>Whether a role's trust policy lets a service have it.</summary>
    public static bool MayAssume(RequestPrincipal service, Role role)
    {
        var context = service.Describe(new RequestContext());
        var request = new AccessRequest(service, "sts:AssumeRole", role.Arn, role.AccountId, context);
        return Authorizer.Decide(request, new PolicySet { Resource = KnownPolicies.Of("trust policy", role.TrustPolicy) }).IsAllowed;
    }

    /// <summary>The session of a caller; null for one who needs none.</summary>
    public Session? SessionOf(Signing.Caller caller) => sessions.Of(caller);

    private Decision Decide(AwsRequest request, Need need)
    {
        var decision = Evaluate(request, need);
        request.Decided(decision);
        return decision;
    }

    private Decision Evaluate(AwsRequest request, Need need)
    {
        var caller = request.Caller;
        var principal = need.Principal ?? callers.PrincipalOf(caller);
        var own = need.Principal is null ? callers.Of(caller) : new PolicySet();
        var context = new RequestContext();
        GlobalKeys.Set(context, request, clock.GetUtcNow(), need.Account ?? caller.AccountId);
        principal.Describe(context);
        if (sessions.Of(caller) is { } session)
        {
            context.Set("aws:MultiFactorAuthPresent", "false").Set(
                "aws:TokenIssueTime", session.Issued.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }

        need.Describe?.Invoke(context);
        return Authorizer.Decide(
            new AccessRequest(principal, need.Action, need.Resource, need.Account, context),
            own with { Resource = need.Policy, Grants = need.Grants });
    }
}
