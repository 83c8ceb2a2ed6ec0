using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Coffer.LocalAws.State;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>Everything of IAM, of all accounts or of one. It belongs to no region.</summary>
internal sealed class IamStore
{
    public IamStore(IStateStore state)
    {
        Roles = new(
            Documents(state, "iam-roles", IamJson.Default.Role),
            "RoleName",
            role => role.Name,
            name => $"The role with name {name} cannot be found.");
        Users = new(
            Documents(state, "iam-users", IamJson.Default.User),
            "UserName",
            user => user.Name,
            name => $"The user with name {name} cannot be found.");
        Groups = new(
            Documents(state, "iam-groups", IamJson.Default.Group),
            "GroupName",
            group => group.Name,
            name => $"The group with name {name} cannot be found.");
        Policies = new(
            Documents(state, "iam-policies", IamJson.Default.ManagedPolicy),
            "PolicyArn",
            policy => policy.Arn,
            arn => $"Policy {arn} was not found.");
        Profiles = new(
            Documents(state, "iam-instance-profiles", IamJson.Default.InstanceProfile),
            "InstanceProfileName",
            profile => profile.Name,
            name => $"Instance Profile {name} cannot be found.");
        Providers = new(
            Documents(state, "iam-oidc-providers", IamJson.Default.OidcProvider),
            "OpenIDConnectProviderArn",
            provider => provider.Arn,
            arn => $"OpenIDConnect Provider not found for arn {arn}");
    }

    private IamStore(IamStore whole, string account, string partition)
    {
        Roles = whole.Roles.Of(account, partition);
        Users = whole.Users.Of(account, partition);
        Groups = whole.Groups.Of(account, partition);
        Policies = whole.Policies.Of(account, partition);
        Profiles = whole.Profiles.Of(account, partition);
        Providers = whole.Providers.Of(account, partition);
        (Uses, KeyUses, Deletions) = (whole.Uses, whole.KeyUses, whole.Deletions);
    }

    public Entities<Role> Roles { get; }

    public Entities<User> Users { get; }

    public Entities<Group> Groups { get; }

    public Entities<ManagedPolicy> Policies { get; }

    public Entities<InstanceProfile> Profiles { get; }

    public Entities<OidcProvider> Providers { get; }

    /// <summary>When and where a role's credentials were last made, by the role's id. A restart forgets it.</summary>
    public ConcurrentDictionary<string, RoleUse> Uses { get; } = new(StringComparer.Ordinal);

    /// <summary>When a user's access key was last used, by its id. A restart forgets it.</summary>
    public ConcurrentDictionary<string, DateTimeOffset> KeyUses { get; } = new(StringComparer.Ordinal);

    /// <summary>The deletions of service-linked roles, by task, and the role's name. A restart forgets them.</summary>
    public ConcurrentDictionary<string, string> Deletions { get; } = new(StringComparer.Ordinal);

    /// <summary>What one account sees in a partition.</summary>
    public IamStore Of(string account, string partition) => new(this, account, partition);

    /// <summary>Who has a managed policy.</summary>
    public IEnumerable<PolicyHolder> Holders(string policyArn) =>
        Roles.All.Concat<PolicyHolder>(Users.All).Concat(Groups.All).Where(principal => principal.AttachedPolicies.Contains(policyArn));

    /// <summary>Whose permissions boundary a managed policy is.</summary>
    public IEnumerable<IamPrincipal> Bounded(string policyArn) =>
        Roles.All.Concat<IamPrincipal>(Users.All).Where(principal => principal.PermissionsBoundary == policyArn);

    private static Documents<T> Documents<T>(IStateStore state, string collection, JsonTypeInfo<T> type)
        where T : class => new(state, collection, type);
}

/// <summary>How entities are kept.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Group))]
[JsonSerializable(typeof(ManagedPolicy))]
[JsonSerializable(typeof(InstanceProfile))]
[JsonSerializable(typeof(OidcProvider))]
internal sealed partial class IamJson : JsonSerializerContext;
