using System.Xml;
using Coffer.LocalAws.Services.Iam.Actions.Principals;

namespace Coffer.LocalAws.Services.Iam.Actions.Roles;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html</summary>
internal static class DeleteRole
{
    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var role = request.Store.Roles.Require(request.Parameters);
        PrincipalDeletion.RequireNoPolicies(role);
        request.Store.Roles.Remove(role);
    }
}
