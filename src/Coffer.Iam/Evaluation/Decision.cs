namespace Coffer.Iam.Evaluation;

/// <summary>What was decided.</summary>
internal enum Outcome
{
    /// <summary>The request is allowed.</summary>
    Allowed,

    /// <summary>A statement denies it.</summary>
    Denied,

    /// <summary>Nothing allows it.</summary>
    NotAllowed,

    /// <summary>It cannot be told: a policy has a key or an operator that is not known here, or depends on what is not known.</summary>
    Open,
}

/// <summary>A decision, and why.</summary>
/// <param name="Outcome">What was decided.</param>
/// <param name="Layer">The kind of policy that decided: that of the deny or allow, or the one that would have had to allow.</param>
/// <param name="Findings">The statements that decided: those that allow, the one that denies, or those that came nearest.</param>
/// <param name="Reason">The whole in words, without the request.</param>
internal sealed record Decision(Outcome Outcome, PolicyLayer Layer, IReadOnlyList<StatementFinding> Findings, string Reason)
{
    /// <summary>Whether AWS would do it.</summary>
    public bool IsAllowed => Outcome == Outcome.Allowed;

    /// <summary>
    /// The reason in AWS's words, to be put after who, what and on what:
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
    /// </summary>
    /// <param name="action">The action.</param>
    public string AwsReason(string action) => Outcome switch
    {
        Outcome.Denied => $"with an explicit deny in {Article}",
        _ => $"because no {Noun} allows the {action} action",
    };

    private string Article => Layer == PolicyLayer.Identity ? $"an {Noun}" : $"a {Noun}";

    private string Noun => Layer switch
    {
        PolicyLayer.Identity => "identity-based policy",
        PolicyLayer.Boundary => "permissions boundary",
        PolicyLayer.Session => "session policy",
        _ => "resource-based policy",
    };
}
