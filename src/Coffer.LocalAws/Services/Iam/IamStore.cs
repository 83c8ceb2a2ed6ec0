using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using System.Text.Json.Serialization;
using Coffer.LocalAws.State;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>Everything of IAM. It belongs to no region.</summary>
internal sealed class IamStore(IStateStore state)
{
    public Entities<Role> Roles { get; } = new(
        Documents(state, "iam-roles", IamJson.Default.Role),
        "RoleName",
        role => role.Name,
        name => $"The role with name {name} cannot be found.");

    public Entities<User> Users { get; } = new(
        Documents(state, "iam-users", IamJson.Default.User),
        "UserName",
        user => user.Name,
        name => $"The user with name {name} cannot be found.");

    public Entities<ManagedPolicy> Policies { get; } = new(
        Documents(state, "iam-policies", IamJson.Default.ManagedPolicy),
        "PolicyArn",
        policy => policy.Arn,
        arn => $"Policy {arn} was not found.");

    public Entities<OidcProvider> Providers { get; } = new(
        Documents(state, "iam-oidc-providers", IamJson.Default.OidcProvider),
        "OpenIDConnectProviderArn",
        provider => provider.Arn,
        arn => $"OpenIDConnect Provider not found for arn {arn}");

    /// <summary>When and where a role's credentials were last made, by the role's id. A restart forgets it.</summary>
    public ConcurrentDictionary<string, RoleUse> Uses { get; } = new(StringComparer.Ordinal);

    /// <summary>Who has a managed policy.</summary>
    public IEnumerable<IamPrincipal> Holders(string policyArn) =>
        Roles.All.Concat<IamPrincipal>(Users.All).Where(principal => principal.AttachedPolicies.Contains(policyArn));

    private static Documents<T> Documents<T>(IStateStore state, string collection, JsonTypeInfo<T> type)
        where T : class => new(state, collection, type);
}

/// <summary>How entities are kept.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(ManagedPolicy))]
[JsonSerializable(typeof(OidcProvider))]
internal sealed partial class IamJson : JsonSerializerContext;
