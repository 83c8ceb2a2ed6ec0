using System.Xml;

namespace Coffer.LocalAws.Services.Iam.Actions.Policies;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html</summary>
internal static class SetDefaultPolicyVersion
{
    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var policy = request.Store.Policies.Require(request.Parameters);
        request.Store.Policies.Put(policy with { DefaultVersionId = PolicyVersionXml.Require(request, policy).Id, Updated = request.Now });
    }
}
