using System.Xml;
using Coffer.LocalAws.Protocols.Query;
using Coffer.LocalAws.Services.Iam.Model;

namespace Coffer.LocalAws.Services.Iam.Actions.Policies;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html</summary>
internal static class PolicyVersionXml
{
    /// <summary>The version that a request names.</summary>
    public static PolicyVersion Require(IamRequest request, ManagedPolicy policy)
    {
        var id = request.Parameters.Required("VersionId", 1, 64);
        return policy.Versions.FirstOrDefault(version => version.Id == id)
            ?? throw IamErrors.NoSuchEntity($"Policy {policy.Arn} version {id} does not exist or is not attachable.");
    }

    public static void WriteMembers(XmlWriter answer, ManagedPolicy policy, PolicyVersion version)
    {
        answer.WriteElementString("VersionId", version.Id);
        answer.WriteElementString("IsDefaultVersion", version.Id == policy.DefaultVersionId ? "true" : "false");
        answer.WriteDate("CreateDate", version.Created);
    }
}
