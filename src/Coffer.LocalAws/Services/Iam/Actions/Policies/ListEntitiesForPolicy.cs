using System.Xml;
using Coffer.LocalAws.Protocols.Query;
using Coffer.LocalAws.Services.Iam.Model;

namespace Coffer.LocalAws.Services.Iam.Actions.Policies;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html</summary>
internal static class ListEntitiesForPolicy
{
    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var policy = request.Store.Policies.Require(request.Parameters);
        var holders = request.Store.Holders(policy.Arn).ToList();
        answer.WriteList("PolicyGroups", Array.Empty<string>(), answer.WriteString);
        answer.WriteList("PolicyUsers", holders.OfType<User>(), user => Write(answer, user, "User"));
        answer.WriteList("PolicyRoles", holders.OfType<Role>(), role => Write(answer, role, "Role"));
        answer.WriteElementString("IsTruncated", "false");
    }

    private static void Write(XmlWriter answer, Principal principal, string kind)
    {
        answer.WriteElementString(kind + "Name", principal.Name);
        answer.WriteElementString(kind + "Id", principal.Id);
    }
}
