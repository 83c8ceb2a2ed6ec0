using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;
using Coffer.Iam.Validation;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.Iam;
using Coffer.LocalAws.Signing;

namespace Coffer.LocalAws.Services;

/// <summary>Policies are read before they are kept, and refused in AWS's words: a wrong one would fail the first real apply.</summary>
internal static class PolicyChecks
{
    /// <exception cref="AwsException">AWS would not keep the policy.</exception>
    public static void Require(PolicyFault? fault)
    {
        if (fault is not null)
        {
            throw new AwsException(fault.Status, fault.Code, fault.Message);
        }
    }

    /// <summary>Whether a user or role may be meant by an ARN. Those of other accounts are not known here.</summary>
    public static bool Exists(this IamStore iam, string account, string arn) =>
        !Arn.TryParse(arn, out var parsed) || parsed.Account != account
        || iam.Roles.All.Concat<IamPrincipal>(iam.Users.All).Any(principal => principal.Arn == arn);

    /// <summary>The caller as policies see it.</summary>
    public static RequestPrincipal PrincipalOf(this IamStore iam, Caller caller)
    {
        if (!Arn.TryParse(caller.Arn, out var arn) || arn.Resource.Split('/') is not ["assumed-role", var role, var session])
        {
            return RequestPrincipal.Root(caller.AccountId);
        }

        return RequestPrincipal.Session(iam.Roles.Named(role)?.Arn ?? $"arn:aws:iam::{caller.AccountId}:role/{role}", session);
    }
}
