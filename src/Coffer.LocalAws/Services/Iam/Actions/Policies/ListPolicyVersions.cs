using System.Xml;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam.Actions.Policies;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html</summary>
internal static class ListPolicyVersions
{
    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var policy = request.Store.Policies.Require(request.Parameters);
        QueryPage.Write(
            answer, request.Parameters, "Versions", policy.Versions, version => version.Id, version => PolicyVersionXml.WriteMembers(answer, policy, version));
    }
}
