using System.Xml;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam.Actions.Roles;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html</summary>
internal static class ListRoles
{
    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var prefix = request.Parameters.Text("PathPrefix", 1, 512) ?? "/";
        var roles = request.Store.Roles.All.Where(role => role.Path.StartsWith(prefix, StringComparison.Ordinal));
        QueryPage.Write(answer, request.Parameters, "Roles", roles, role => role.Name, role => RoleXml.WriteMembers(answer, role));
    }
}
