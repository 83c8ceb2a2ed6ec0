using Coffer.LocalAws.Services.Iam.Model;

namespace Coffer.LocalAws.Services.Iam.Actions.Principals;

/// <summary>Who has policies stays: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html</summary>
internal static class PrincipalDeletion
{
    public static void RequireNoPolicies(Principal principal)
    {
        if (principal.AttachedPolicies.Count > 0)
        {
            throw IamErrors.DeleteConflict("Cannot delete entity, must detach all policies first.");
        }

        if (principal.InlinePolicies.Count > 0)
        {
            throw IamErrors.DeleteConflict("Cannot delete entity, must delete policies first.");
        }
    }
}
