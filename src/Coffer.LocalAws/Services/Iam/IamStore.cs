using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using System.Text.Json.Serialization;
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

    private IamStore(IamStore whole, string account)
    {
        Roles = whole.Roles.Of(account);
        Users = whole.Users.Of(account);
        Policies = whole.Policies.Of(account);
        Profiles = whole.Profiles.Of(account);
        Providers = whole.Providers.Of(account);
        (Uses, KeyUses) = (whole.Uses, whole.KeyUses);
    }

    public Entities<Role> Roles { get; }

    public Entities<User> Users { get; }

    public Entities<ManagedPolicy> Policies { get; }

    public Entities<InstanceProfile> Profiles { get; }

    public Entities<OidcProvider> Providers { get; }

    /// <summary>When and where a role's credentials were last made, by the role's id. A restart forgets it.</summary>
    public ConcurrentDictionary<string, RoleUse> Uses { get; } = new(StringComparer.Ordinal);

    /// <summary>When a user's access key was last used, by its id. A restart forgets it.</summary>
    public ConcurrentDictionary<string, DateTimeOffset> KeyUses { get; } = new(StringComparer.Ordinal);

    /// <summary>What one account sees.</summary>
    public IamStore Of(string account) => new(this, account);

    /// <summary>Who has a managed policy.</summary>
    public IEnumerable<IamPrincipal> Holders(string policyArn) =>
        Roles.All.Concat<IamPrincipal>(Users.All).Where(principal => principal.AttachedPolicies.Contains(policyArn));

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
[JsonSerializable(typeof(ManagedPolicy))]
[JsonSerializable(typeof(InstanceProfile))]
[JsonSerializable(typeof(OidcProvider))]
internal sealed partial class IamJson : JsonSerializerContext;
