using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;

namespace Coffer.Iam.Evaluation;

/// <summary>
/// KMS's check that a new key policy lets its author change it again:
/// https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html. It is about the key policy alone: one that hands the
/// decision to the author's account passes, whatever the author's own policies are.
/// </summary>
internal static class KeyLockout
{
    /// <summary>Whether the policy locks its author out.</summary>
    /// <param name="policy">The new key policy.</param>
    /// <param name="keyArn">The key.</param>
    /// <param name="author">Who puts it.</param>
    /// <param name="context">The condition keys of the author's request.</param>
    public static bool Of(PolicyDocument policy, string keyArn, RequestPrincipal author, RequestContext context)
    {
        var again = new AccessRequest(author, "kms:PutKeyPolicy", keyArn, author.Account, context);
        var everything = new Statement("", Effect.Allow, ["*"], ["*"]);
        return !Authorizer.Decide(again, new PolicySet
        {
            Identity = [new NamedPolicy("", new PolicyDocument([everything]))],
            Resource = new NamedPolicy("key policy", policy),
        }).IsAllowed;
    }
}
