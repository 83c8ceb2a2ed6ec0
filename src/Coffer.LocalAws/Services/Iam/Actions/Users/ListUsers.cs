using System.Xml;
using Coffer.LocalAws.Protocols.Query;
using Coffer.LocalAws.Services.Iam.Actions.Principals;

namespace Coffer.LocalAws.Services.Iam.Actions.Users;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html</summary>
internal static class ListUsers
{
    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var prefix = request.Parameters.Text("PathPrefix", 1, 512) ?? "/";
        var users = request.Store.Users.All.Where(user => user.Path.StartsWith(prefix, StringComparison.Ordinal));
        QueryPage.Write(answer, request.Parameters, "Users", users, user => user.Name, user => PrincipalXml.WriteMembers(answer, user, "UserName", "UserId"));
    }
}
