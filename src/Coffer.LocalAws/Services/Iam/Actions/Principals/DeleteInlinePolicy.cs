using Coffer.LocalAws.Services.Iam.Model;
using Coffer.LocalAws.Services.Iam.Storage;

namespace Coffer.LocalAws.Services.Iam.Actions.Principals;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html and DeleteUserPolicy</summary>
internal static class DeleteInlinePolicy
{
    public static void Handle<T>(IamRequest request, Entities<T> principals)
        where T : Principal
    {
        var principal = principals.Require(request.Parameters);
        var (name, _) = InlinePolicy.Require(request, principal);
        principals.Put(principal with { InlinePolicies = principal.InlinePolicies.Where(policy => policy.Key != name).ToDictionary() });
    }
}
