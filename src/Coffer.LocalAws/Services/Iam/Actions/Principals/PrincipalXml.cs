using System.Xml;
using Coffer.LocalAws.Protocols.Query;
using Coffer.LocalAws.Services.Iam.Model;

namespace Coffer.LocalAws.Services.Iam.Actions.Principals;

/// <summary>What answers say of roles and users alike.</summary>
internal static class PrincipalXml
{
    public static void WriteMembers(XmlWriter answer, Principal principal, string name, string id)
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

        Tags.Write(answer, principal.Tags);
    }
}
