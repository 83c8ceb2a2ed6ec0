using System.Xml;

namespace Coffer.LocalAws.Services.Iam.Actions.Policies;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html</summary>
internal static class DeletePolicyVersion
{
    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var policy = request.Store.Policies.Require(request.Parameters);
        var version = PolicyVersionXml.Require(request, policy);
        if (version.Id == policy.DefaultVersionId)
        {
            throw IamErrors.DeleteConflict("Cannot delete the default version of a policy.");
        }

        request.Store.Policies.Put(policy with { Versions = [.. policy.Versions.Where(kept => kept != version)], Updated = request.Now });
    }
}
