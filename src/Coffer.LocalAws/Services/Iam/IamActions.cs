using System.Collections.Frozen;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>The actions that are served: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html</summary>
internal static class IamActions
{
    public static readonly FrozenDictionary<string, QueryAction<IamRequest>> Table =
        new Dictionary<string, QueryAction<IamRequest>>(StringComparer.Ordinal)
    {
        ["CreateRole"] = Roles.Create,
        ["DeleteRole"] = Roles.Delete,
        ["GetRole"] = Roles.Get,
        ["ListInstanceProfilesForRole"] = Roles.ListInstanceProfiles,
        ["ListRoles"] = Roles.List,
        ["UpdateAssumeRolePolicy"] = Roles.UpdateTrust,
        ["UpdateRole"] = Roles.Update,
        ["AttachRolePolicy"] = (request, _) => PrincipalPolicies.Attach(request, request.Store.Roles),
        ["DeleteRolePolicy"] = (request, _) => PrincipalPolicies.DeleteInline(request, request.Store.Roles),
        ["DetachRolePolicy"] = (request, _) => PrincipalPolicies.Detach(request, request.Store.Roles),
        ["GetRolePolicy"] = (request, answer) => PrincipalPolicies.GetInline(request, answer, request.Store.Roles),
        ["ListAttachedRolePolicies"] = (request, answer) => PrincipalPolicies.ListAttached(request, answer, request.Store.Roles),
        ["ListRolePolicies"] = (request, answer) => PrincipalPolicies.ListInline(request, answer, request.Store.Roles),
        ["PutRolePolicy"] = (request, _) => PrincipalPolicies.PutInline(request, request.Store.Roles),
        ["CreateUser"] = Users.Create,
        ["DeleteUser"] = Users.Delete,
        ["GetUser"] = Users.Get,
        ["ListGroupsForUser"] = Users.ListGroups,
        ["ListUsers"] = Users.List,
        ["AttachUserPolicy"] = (request, _) => PrincipalPolicies.Attach(request, request.Store.Users),
        ["DeleteUserPolicy"] = (request, _) => PrincipalPolicies.DeleteInline(request, request.Store.Users),
        ["DetachUserPolicy"] = (request, _) => PrincipalPolicies.Detach(request, request.Store.Users),
        ["GetUserPolicy"] = (request, answer) => PrincipalPolicies.GetInline(request, answer, request.Store.Users),
        ["ListAttachedUserPolicies"] = (request, answer) => PrincipalPolicies.ListAttached(request, answer, request.Store.Users),
        ["ListUserPolicies"] = (request, answer) => PrincipalPolicies.ListInline(request, answer, request.Store.Users),
        ["PutUserPolicy"] = (request, _) => PrincipalPolicies.PutInline(request, request.Store.Users),
        ["CreatePolicy"] = ManagedPolicies.Create,
        ["CreatePolicyVersion"] = PolicyVersions.Create,
        ["DeletePolicy"] = ManagedPolicies.Delete,
        ["DeletePolicyVersion"] = PolicyVersions.Delete,
        ["GetPolicy"] = ManagedPolicies.Get,
        ["GetPolicyVersion"] = PolicyVersions.Get,
        ["ListEntitiesForPolicy"] = ManagedPolicies.ListHolders,
        ["ListPolicies"] = ManagedPolicies.List,
        ["ListPolicyVersions"] = PolicyVersions.List,
        ["SetDefaultPolicyVersion"] = PolicyVersions.SetDefault,
        ["AddClientIDToOpenIDConnectProvider"] = Providers.AddClient,
        ["CreateOpenIDConnectProvider"] = Providers.Create,
        ["DeleteOpenIDConnectProvider"] = Providers.Delete,
        ["GetOpenIDConnectProvider"] = Providers.Get,
        ["ListOpenIDConnectProviders"] = Providers.List,
        ["RemoveClientIDFromOpenIDConnectProvider"] = Providers.RemoveClient,
        ["UpdateOpenIDConnectProviderThumbprint"] = Providers.UpdateThumbprint,
        ["TagRole"] = (request, _) => IamTags.Tag(request, request.Store.Roles),
        ["UntagRole"] = (request, _) => IamTags.Untag(request, request.Store.Roles),
        ["ListRoleTags"] = (request, answer) => IamTags.List(request, answer, request.Store.Roles),
        ["TagUser"] = (request, _) => IamTags.Tag(request, request.Store.Users),
        ["UntagUser"] = (request, _) => IamTags.Untag(request, request.Store.Users),
        ["ListUserTags"] = (request, answer) => IamTags.List(request, answer, request.Store.Users),
        ["TagPolicy"] = (request, _) => IamTags.Tag(request, request.Store.Policies),
        ["UntagPolicy"] = (request, _) => IamTags.Untag(request, request.Store.Policies),
        ["ListPolicyTags"] = (request, answer) => IamTags.List(request, answer, request.Store.Policies),
        ["TagOpenIDConnectProvider"] = (request, _) => IamTags.Tag(request, request.Store.Providers),
        ["UntagOpenIDConnectProvider"] = (request, _) => IamTags.Untag(request, request.Store.Providers),
        ["ListOpenIDConnectProviderTags"] = (request, answer) => IamTags.List(request, answer, request.Store.Providers),
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
