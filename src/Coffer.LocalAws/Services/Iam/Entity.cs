using System.Text.Json.Serialization;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>What IAM keeps: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html</summary>
internal abstract record Entity
{
    /// <summary>The unique id, which no later entity of the same name has.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string AccountId { get; init; }

    public string Partition { get; init; } = LocalAws.Partition.Standard;

    public required DateTimeOffset Created { get; init; }

    public string Path { get; init; } = "/";

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    [JsonIgnore]
    public string Arn => $"arn:{Partition}:iam::{AccountId}:{Kind}{Path}{Name}";

    /// <summary>The kind, as it stands in the ARN.</summary>
    [JsonIgnore]
    protected abstract string Kind { get; }
}

/// <summary>What has policies: a role, a user or a group.</summary>
internal abstract record PolicyHolder : Entity
{
    /// <summary>Documents by name.</summary>
    public IReadOnlyDictionary<string, string> InlinePolicies { get; init; } = new Dictionary<string, string>();

    /// <summary>The ARNs of managed policies.</summary>
    public IReadOnlyList<string> AttachedPolicies { get; init; } = [];
}

/// <summary>Who asks: a role or a user.</summary>
internal abstract record IamPrincipal : PolicyHolder
{
    /// <summary>The ARN of the policy that bounds what the others may allow; null without one.</summary>
    public string? PermissionsBoundary { get; init; }
}

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html</summary>
internal sealed record Role : IamPrincipal
{
    /// <summary>Who may assume it.</summary>
    public required string TrustPolicy { get; init; }

    public string? Description { get; init; }

    /// <summary>The longest session, in seconds.</summary>
    public int MaxSessionDuration { get; init; } = 3600;

    protected override string Kind => "role";
}

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html</summary>
internal sealed record User : IamPrincipal
{
    public IReadOnlyList<UserAccessKey> AccessKeys { get; init; } = [];

    /// <summary>The ids of the groups it is in.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    protected override string Kind => "user";
}

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_Group.html</summary>
internal sealed record Group : PolicyHolder
{
    protected override string Kind => "group";
}

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html</summary>
internal sealed record UserAccessKey(string Id, string Secret, DateTimeOffset Created, bool IsActive);

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_InstanceProfile.html</summary>
internal sealed record InstanceProfile : Entity
{
    /// <summary>The name of its one role; null without one.</summary>
    public string? RoleName { get; init; }

    protected override string Kind => "instance-profile";
}

/// <summary>
/// Whose tokens are taken: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html.
/// Its name is the issuer's URL without <c>https://</c>.
/// </summary>
internal sealed record OidcProvider : Entity
{
    /// <summary>The audiences.</summary>
    public IReadOnlyList<string> ClientIds { get; init; } = [];

    public IReadOnlyList<string> Thumbprints { get; init; } = [];

    protected override string Kind => "oidc-provider";
}

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html</summary>
internal sealed record RoleUse(DateTimeOffset Date, string Region);
