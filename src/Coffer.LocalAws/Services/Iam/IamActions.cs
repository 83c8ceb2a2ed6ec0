using System.Collections.Frozen;
using System.Xml;
using Coffer.LocalAws.Protocols.Query;
using Coffer.LocalAws.Services.Iam.Actions.Policies;
using Coffer.LocalAws.Services.Iam.Actions.Principals;
using Coffer.LocalAws.Services.Iam.Actions.Providers;
using Coffer.LocalAws.Services.Iam.Actions.Roles;
using Coffer.LocalAws.Services.Iam.Actions.Tagging;
using Coffer.LocalAws.Services.Iam.Actions.Users;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>The actions that are served: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html</summary>
internal static class IamActions
{
    public static readonly FrozenDictionary<string, QueryAction<IamRequest>> Table = new Dictionary<string, QueryAction<IamRequest>>(StringComparer.Ordinal)
    {
        [nameof(CreateRole)] = CreateRole.Handle,
        [nameof(DeleteRole)] = DeleteRole.Handle,
        [nameof(GetRole)] = GetRole.Handle,
        [nameof(ListInstanceProfilesForRole)] = ListInstanceProfilesForRole.Handle,
        [nameof(ListRoles)] = ListRoles.Handle,
        [nameof(UpdateAssumeRolePolicy)] = UpdateAssumeRolePolicy.Handle,
        [nameof(UpdateRole)] = UpdateRole.Handle,
        ["AttachRolePolicy"] = (request, _) => AttachPolicy.Handle(request, request.Store.Roles),
        ["DeleteRolePolicy"] = (request, _) => DeleteInlinePolicy.Handle(request, request.Store.Roles),
        ["DetachRolePolicy"] = (request, _) => DetachPolicy.Handle(request, request.Store.Roles),
        ["GetRolePolicy"] = (request, answer) => GetInlinePolicy.Handle(request, answer, request.Store.Roles),
        ["ListAttachedRolePolicies"] = (request, answer) => ListAttachedPolicies.Handle(request, answer, request.Store.Roles),
        ["ListRolePolicies"] = (request, answer) => ListInlinePolicies.Handle(request, answer, request.Store.Roles),
        ["PutRolePolicy"] = (request, _) => PutInlinePolicy.Handle(request, request.Store.Roles),
        [nameof(CreateUser)] = CreateUser.Handle,
        [nameof(DeleteUser)] = DeleteUser.Handle,
        [nameof(GetUser)] = GetUser.Handle,
        [nameof(ListGroupsForUser)] = ListGroupsForUser.Handle,
        [nameof(ListUsers)] = ListUsers.Handle,
        ["AttachUserPolicy"] = (request, _) => AttachPolicy.Handle(request, request.Store.Users),
        ["DeleteUserPolicy"] = (request, _) => DeleteInlinePolicy.Handle(request, request.Store.Users),
        ["DetachUserPolicy"] = (request, _) => DetachPolicy.Handle(request, request.Store.Users),
        ["GetUserPolicy"] = (request, answer) => GetInlinePolicy.Handle(request, answer, request.Store.Users),
        ["ListAttachedUserPolicies"] = (request, answer) => ListAttachedPolicies.Handle(request, answer, request.Store.Users),
        ["ListUserPolicies"] = (request, answer) => ListInlinePolicies.Handle(request, answer, request.Store.Users),
        ["PutUserPolicy"] = (request, _) => PutInlinePolicy.Handle(request, request.Store.Users),
        [nameof(CreatePolicy)] = CreatePolicy.Handle,
        [nameof(CreatePolicyVersion)] = CreatePolicyVersion.Handle,
        [nameof(DeletePolicy)] = DeletePolicy.Handle,
        [nameof(DeletePolicyVersion)] = DeletePolicyVersion.Handle,
        [nameof(GetPolicy)] = GetPolicy.Handle,
        [nameof(GetPolicyVersion)] = GetPolicyVersion.Handle,
        [nameof(ListEntitiesForPolicy)] = ListEntitiesForPolicy.Handle,
        [nameof(ListPolicies)] = ListPolicies.Handle,
        [nameof(ListPolicyVersions)] = ListPolicyVersions.Handle,
        [nameof(SetDefaultPolicyVersion)] = SetDefaultPolicyVersion.Handle,
        [nameof(AddClientIDToOpenIDConnectProvider)] = AddClientIDToOpenIDConnectProvider.Handle,
        [nameof(CreateOpenIDConnectProvider)] = CreateOpenIDConnectProvider.Handle,
        [nameof(DeleteOpenIDConnectProvider)] = DeleteOpenIDConnectProvider.Handle,
        [nameof(GetOpenIDConnectProvider)] = GetOpenIDConnectProvider.Handle,
        [nameof(ListOpenIDConnectProviders)] = ListOpenIDConnectProviders.Handle,
        [nameof(RemoveClientIDFromOpenIDConnectProvider)] = RemoveClientIDFromOpenIDConnectProvider.Handle,
        [nameof(UpdateOpenIDConnectProviderThumbprint)] = UpdateOpenIDConnectProviderThumbprint.Handle,
        ["TagRole"] = (request, _) => TagEntity.Handle(request, request.Store.Roles),
        ["UntagRole"] = (request, _) => UntagEntity.Handle(request, request.Store.Roles),
        ["ListRoleTags"] = (request, answer) => ListEntityTags.Handle(request, answer, request.Store.Roles),
        ["TagUser"] = (request, _) => TagEntity.Handle(request, request.Store.Users),
        ["UntagUser"] = (request, _) => UntagEntity.Handle(request, request.Store.Users),
        ["ListUserTags"] = (request, answer) => ListEntityTags.Handle(request, answer, request.Store.Users),
        ["TagPolicy"] = (request, _) => TagEntity.Handle(request, request.Store.Policies),
        ["UntagPolicy"] = (request, _) => UntagEntity.Handle(request, request.Store.Policies),
        ["ListPolicyTags"] = (request, answer) => ListEntityTags.Handle(request, answer, request.Store.Policies),
        ["TagOpenIDConnectProvider"] = (request, _) => TagEntity.Handle(request, request.Store.Providers),
        ["UntagOpenIDConnectProvider"] = (request, _) => UntagEntity.Handle(request, request.Store.Providers),
        ["ListOpenIDConnectProviderTags"] = (request, answer) => ListEntityTags.Handle(request, answer, request.Store.Providers),
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
