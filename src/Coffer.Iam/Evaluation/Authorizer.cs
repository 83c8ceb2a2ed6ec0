using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;

namespace Coffer.Iam.Evaluation;

/// <summary>
/// Decides requests as AWS does: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html. Keys have a
/// rule of their own: https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
/// </summary>
internal static class Authorizer
{
    /// <summary>Decides a request.</summary>
    public static Decision Decide(AccessRequest request, PolicySet policies)
    {
        var findings = Findings(request, policies).ToList();
        var denies = findings.Where(finding => finding.Effect == Effect.Deny).ToList();
        if (denies.Find(finding => finding.Match.Truth == Truth.True) is { } deny)
        {
            return new Decision(Outcome.Denied, deny.Layer, [deny], $"{deny} denies it");
        }

        var allows = new Allows(request, policies, [.. findings.Where(finding => finding.Effect == Effect.Allow)]);
        var open = denies.Find(finding => finding.Match.Truth == Truth.Open);
        return (allows.Result, open) switch
        {
            (Truth.False, _) => allows.Refused(),
            (Truth.True, null) => allows.Allowed(),
            (_, { } unsure) => Unsure(unsure, "might deny it"),
            _ => Unsure(allows.Unsure(), "might allow it"),
        };
    }

    private static Decision Unsure(StatementFinding finding, string might) =>
        new(Outcome.Open, finding.Layer, [finding], $"{finding} {might}: {finding.Match.Why}");

    private static IEnumerable<StatementFinding> Findings(AccessRequest request, PolicySet policies) =>
    [
        .. policies.Identity.SelectMany(policy => StatementMatch.Of(PolicyLayer.Identity, policy, request)),
        .. Of(PolicyLayer.Boundary, policies.Boundary, request),
        .. (policies.Session ?? []).SelectMany(policy => StatementMatch.Of(PolicyLayer.Session, policy, request)),
        .. Of(PolicyLayer.Resource, policies.Resource, request),
        .. policies.Grants.Select(grant => OfGrant(grant, request)),
    ];

    private static IEnumerable<StatementFinding> Of(PolicyLayer layer, NamedPolicy? policy, AccessRequest request) =>
        policy is null ? [] : StatementMatch.Of(layer, policy, request);

    private static StatementFinding OfGrant(KeyGrant grant, AccessRequest request)
    {
        var (closeness, match) = grant.Of(request);
        var reach = match.Truth == Truth.True ? Reach.All : closeness == Closeness.None ? Reach.Principal : Reach.Condition;
        return new StatementFinding(PolicyLayer.Grant, "", grant.Id, Effect.Allow, match, reach, closeness);
    }
}
