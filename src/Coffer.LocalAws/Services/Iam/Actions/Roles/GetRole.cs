using System.Xml;

namespace Coffer.LocalAws.Services.Iam.Actions.Roles;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html</summary>
internal static class GetRole
{
    public static void Handle(IamRequest request, XmlWriter answer) => RoleXml.Write(answer, request.Store.Roles.Require(request.Parameters));
}
