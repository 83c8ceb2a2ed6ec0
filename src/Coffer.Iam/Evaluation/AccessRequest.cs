using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;

namespace Coffer.Iam.Evaluation;

/// <summary>What the policy of a resource means for callers of its own account.</summary>
internal enum ResourceRule
{
    /// <summary>It can allow, and so can the caller's policies: S3.</summary>
    EitherAllows,

    /// <summary>It must allow the caller, or hand the decision to the account: KMS, and the trust policy of a role.</summary>
    ItMustAllow,
}

/// <summary>A request as AWS decides about it. A call that is about several resources, such as ReEncrypt, is several of these.</summary>
/// <param name="Principal">Who asks.</param>
/// <param name="Action">For example <c>kms:Decrypt</c>.</param>
/// <param name="Resource">The resource's ARN; <c>*</c> for an action without one.</param>
/// <param name="Account">The resource's account; null for the caller's own.</param>
/// <param name="Context">Condition keys. Those of the principal are set by <see cref="RequestPrincipal.Describe"/>.</param>
internal sealed record AccessRequest(RequestPrincipal Principal, string Action, string Resource, string? Account, RequestContext Context)
{
    /// <summary>What the policy of the resource means.</summary>
    public ResourceRule Rule { get; } = RuleOf(Action, Resource);

    /// <summary>Whether caller and resource are of one account.</summary>
    public bool IsWithinAccount => Account is null || Account == Principal.Account;

    private static ResourceRule RuleOf(string action, string resource) =>
        action.StartsWith("sts:AssumeRole", StringComparison.OrdinalIgnoreCase)
        || (Arn.TryParse(resource, out var arn) && arn.Service switch
        {
            "kms" => arn.Resource.StartsWith("key/", StringComparison.Ordinal),
            // To tag a session or name its source is a part of assuming the role.
            "iam" => arn.Resource.StartsWith("role/", StringComparison.Ordinal)
                && action.StartsWith("sts:", StringComparison.OrdinalIgnoreCase),
            _ => false,
        })
            ? ResourceRule.ItMustAllow
            : ResourceRule.EitherAllows;
}
