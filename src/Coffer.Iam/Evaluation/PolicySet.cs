using Coffer.Iam.Documents;

namespace Coffer.Iam.Evaluation;

/// <summary>A policy and what it is called.</summary>
/// <param name="Name">For example its name, or that of the role it is in.</param>
/// <param name="Document">The document.</param>
internal sealed record NamedPolicy(string Name, PolicyDocument Document);

/// <summary>Where a policy stands, which decides what it means.</summary>
internal enum PolicyLayer
{
    /// <summary>The caller's own policies, and those of its groups.</summary>
    Identity,

    /// <summary>The caller's permissions boundary.</summary>
    Boundary,

    /// <summary>The policies given for the session.</summary>
    Session,

    /// <summary>The policy of the resource.</summary>
    Resource,

    /// <summary>A grant on the key.</summary>
    Grant,
}

/// <summary>All policies that are about a request.</summary>
internal sealed record PolicySet
{
    /// <summary>The caller's own, and those of its groups.</summary>
    public IReadOnlyList<NamedPolicy> Identity { get; init; } = [];

    /// <summary>The caller's permissions boundary, where it has one.</summary>
    public NamedPolicy? Boundary { get; init; }

    /// <summary>The policies that were given for the session; null where none were.</summary>
    public IReadOnlyList<NamedPolicy>? Session { get; init; }

    /// <summary>The policy of the bucket or key; the trust policy of the role that is to be assumed.</summary>
    public NamedPolicy? Resource { get; init; }

    /// <summary>The grants on the key.</summary>
    public IReadOnlyList<KeyGrant> Grants { get; init; } = [];
}
