using System.Xml;
using Coffer.LocalAws.Services.Iam.Model;
using Coffer.LocalAws.Services.Iam.Storage;

namespace Coffer.LocalAws.Services.Iam.Actions.Principals;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html and GetUserPolicy</summary>
internal static class GetInlinePolicy
{
    public static void Handle<T>(IamRequest request, XmlWriter answer, Entities<T> principals)
        where T : Principal
    {
        var principal = principals.Require(request.Parameters);
        var (name, document) = InlinePolicy.Require(request, principal);
        answer.WriteElementString(principals.Parameter, principal.Name);
        answer.WriteElementString("PolicyName", name);
        PolicyDocument.Write(answer, "PolicyDocument", document);
    }
}
