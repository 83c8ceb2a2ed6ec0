using System.Xml;
using Coffer.LocalAws.Services.Iam.Actions.Principals;

namespace Coffer.LocalAws.Services.Iam.Actions.Users;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html</summary>
internal static class DeleteUser
{
    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var user = request.Store.Users.Require(request.Parameters);
        PrincipalDeletion.RequireNoPolicies(user);
        request.Store.Users.Remove(user);
    }
}
