namespace Coffer.Iam.Documents;

/// <summary>What a statement does to the requests that it matches.</summary>
internal enum Effect
{
    /// <summary>It allows them, unless another statement denies them.</summary>
    Allow,

    /// <summary>It denies them, whatever else allows them.</summary>
    Deny,
}

/// <summary>One statement: who may do what to what, and when.</summary>
/// <param name="Sid">Its name within the document.</param>
/// <param name="Effect">Whether it allows or denies.</param>
/// <param name="Actions">For example <c>s3:GetObject</c>; wildcards may be in them.</param>
/// <param name="Resources">ARNs; wildcards may be in them.</param>
internal sealed record Statement(string Sid, Effect Effect, IReadOnlyList<string> Actions, IReadOnlyList<string> Resources)
{
    /// <summary>Who: in the policy of a key or a bucket. Null in the policy of a role, which is about the role.</summary>
    public Principal? Principal { get; init; }

    /// <summary>All of them must hold.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}
