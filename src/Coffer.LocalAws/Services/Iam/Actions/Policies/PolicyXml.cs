using System.Globalization;
using System.Xml;
using Coffer.LocalAws.Protocols.Query;
using Coffer.LocalAws.Services.Iam.Model;

namespace Coffer.LocalAws.Services.Iam.Actions.Policies;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html</summary>
internal static class PolicyXml
{
    public static void Write(XmlWriter answer, ManagedPolicy policy, IamRequest request)
    {
        answer.WriteStartElement("Policy");
        WriteMembers(answer, policy, request);
        answer.WriteEndElement();
    }

    public static void WriteMembers(XmlWriter answer, ManagedPolicy policy, IamRequest request)
    {
        answer.WriteElementString("PolicyName", policy.Name);
        answer.WriteElementString("PolicyId", policy.Id);
        answer.WriteElementString("Arn", policy.Arn);
        answer.WriteElementString("Path", policy.Path);
        answer.WriteElementString("DefaultVersionId", policy.DefaultVersionId);
        answer.WriteElementString("AttachmentCount", request.Store.Holders(policy.Arn).Count().ToString(CultureInfo.InvariantCulture));
        answer.WriteElementString("PermissionsBoundaryUsageCount", "0");
        answer.WriteElementString("IsAttachable", "true");
        if (policy.Description is not null)
        {
            answer.WriteElementString("Description", policy.Description);
        }

        answer.WriteDate("CreateDate", policy.Created);
        answer.WriteDate("UpdateDate", policy.Updated);
        Tags.Write(answer, policy.Tags);
    }
}
