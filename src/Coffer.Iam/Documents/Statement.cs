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
/// <param name="Sid">Its name within the document; empty where it has none.</param>
/// <param name="Effect">Whether it allows or denies.</param>
/// <param name="Actions">For example <c>s3:GetObject</c>; wildcards may be in them. Empty where there is no such element.</param>
/// <param name="Resources">ARNs; wildcards may be in them. Empty where there is no such element.</param>
internal sealed record Statement(string Sid, Effect Effect, IReadOnlyList<string> Actions, IReadOnlyList<string> Resources)
{
    /// <summary>Who: in the policy of a key, a bucket or a role's trust. Null in one of an identity, which is about the identity.</summary>
    public IReadOnlyList<Principal>? Principals { get; init; }

    /// <summary>Whether <see cref="Principals"/> are those that it is not about: <c>NotPrincipal</c>.</summary>
    public bool ExceptPrincipals { get; init; }

    /// <summary>Whether <see cref="Actions"/> are those that it is not about: <c>NotAction</c>.</summary>
    public bool ExceptActions { get; init; }

    /// <summary>Whether <see cref="Resources"/> are those that it is not about: <c>NotResource</c>.</summary>
    public bool ExceptResources { get; init; }

    /// <summary>All of them must hold.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}
