using System.Globalization;
using System.Xml;
using Coffer.LocalAws.Services.Iam.Actions.Principals;
using Coffer.LocalAws.Services.Iam.Model;

namespace Coffer.LocalAws.Services.Iam.Actions.Roles;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html</summary>
internal static class RoleXml
{
    public static void Write(XmlWriter answer, Role role)
    {
        answer.WriteStartElement("Role");
        WriteMembers(answer, role);
        answer.WriteEndElement();
    }

    public static void WriteMembers(XmlWriter answer, Role role)
    {
        PrincipalXml.WriteMembers(answer, role, "RoleName", "RoleId");
        PolicyDocument.Write(answer, "AssumeRolePolicyDocument", role.TrustPolicy);
        if (role.Description is not null)
        {
            answer.WriteElementString("Description", role.Description);
        }

        answer.WriteElementString("MaxSessionDuration", role.MaxSessionDuration.ToString(CultureInfo.InvariantCulture));
    }
}
