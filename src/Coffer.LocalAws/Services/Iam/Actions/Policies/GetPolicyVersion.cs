using System.Xml;

namespace Coffer.LocalAws.Services.Iam.Actions.Policies;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html</summary>
internal static class GetPolicyVersion
{
    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var policy = request.Store.Policies.Require(request.Parameters);
        var version = PolicyVersionXml.Require(request, policy);
        answer.WriteStartElement("PolicyVersion");
        PolicyDocument.Write(answer, "Document", version.Document);
        PolicyVersionXml.WriteMembers(answer, policy, version);
        answer.WriteEndElement();
    }
}
