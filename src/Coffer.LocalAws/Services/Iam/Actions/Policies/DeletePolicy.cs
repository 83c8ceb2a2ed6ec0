using System.Xml;

namespace Coffer.LocalAws.Services.Iam.Actions.Policies;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html</summary>
internal static class DeletePolicy
{
    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var policy = request.Store.Policies.Require(request.Parameters);
        if (request.Store.Holders(policy.Arn).Any())
        {
            throw IamErrors.DeleteConflict("Cannot delete a policy attached to entities.");
        }

        if (policy.Versions.Count > 1)
        {
            throw IamErrors.DeleteConflict("This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");
        }

        request.Store.Policies.Remove(policy);
    }
}
