using System.Xml;

namespace Coffer.LocalAws.Services.Iam.Actions.Roles;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html</summary>
internal static class UpdateAssumeRolePolicy
{
    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var role = request.Store.Roles.Require(request.Parameters);
        request.Store.Roles.Put(role with { TrustPolicy = PolicyDocument.Read(request.Parameters, "PolicyDocument") });
    }
}
