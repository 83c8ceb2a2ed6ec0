using System.Xml;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>What roles and users have in common.</summary>
internal static class Principals
{
    public static void WriteMembers(XmlWriter answer, IamPrincipal principal, string name, string id)
    {
        answer.WriteElementString("Path", principal.Path);
        answer.WriteElementString(name, principal.Name);
        answer.WriteElementString(id, principal.Id);
        answer.WriteElementString("Arn", principal.Arn);
        answer.WriteDate("CreateDate", principal.Created);
        if (principal.PermissionsBoundary is { } boundary)
        {
            answer.WriteStartElement("PermissionsBoundary");
            answer.WriteElementString("PermissionsBoundaryType", "Policy");
            answer.WriteElementString("PermissionsBoundaryArn", boundary);
            answer.WriteEndElement();
        }

        IamTags.Write(answer, principal.Tags);
    }

    /// <summary>Who has policies stays: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html</summary>
    public static void RequireNoPolicies(PolicyHolder principal)
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
