using System.Xml;
using Coffer.LocalAws.Services.Iam.Actions.Principals;
using Coffer.LocalAws.Services.Iam.Model;

namespace Coffer.LocalAws.Services.Iam.Actions.Users;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html</summary>
internal static class GetUser
{
    public static void Handle(IamRequest request, XmlWriter answer) => Write(answer, request.Store.Users.Require(request.Parameters));

    public static void Write(XmlWriter answer, User user)
    {
        answer.WriteStartElement("User");
        PrincipalXml.WriteMembers(answer, user, "UserName", "UserId");
        answer.WriteEndElement();
    }
}
