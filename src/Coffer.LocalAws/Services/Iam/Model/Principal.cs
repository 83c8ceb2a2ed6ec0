namespace Coffer.LocalAws.Services.Iam.Model;

/// <summary>Who has policies: a role or a user.</summary>
internal abstract record Principal : Entity
{
    /// <summary>Documents by name.</summary>
    public IReadOnlyDictionary<string, string> InlinePolicies { get; init; } = new Dictionary<string, string>();

    /// <summary>The ARNs of managed policies.</summary>
    public IReadOnlyList<string> AttachedPolicies { get; init; } = [];

    /// <summary>The ARN of the policy that bounds what the others may allow; null without one.</summary>
    public string? PermissionsBoundary { get; init; }
}

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html</summary>
internal sealed record Role : Principal
{
    /// <summary>Who may assume it.</summary>
    public required string TrustPolicy { get; init; }

    public string? Description { get; init; }

    /// <summary>The longest session, in seconds.</summary>
    public int MaxSessionDuration { get; init; } = 3600;

    protected override string Kind => "role";
}

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html</summary>
internal sealed record User : Principal
{
    protected override string Kind => "user";
}
