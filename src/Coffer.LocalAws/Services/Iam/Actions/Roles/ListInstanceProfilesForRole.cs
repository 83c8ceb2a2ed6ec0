using System.Xml;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam.Actions.Roles;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html: there are none.</summary>
internal static class ListInstanceProfilesForRole
{
    public static void Handle(IamRequest request, XmlWriter answer)
    {
        _ = request.Store.Roles.Require(request.Parameters);
        QueryPage.Write(answer, request.Parameters, "InstanceProfiles", Array.Empty<string>(), name => name, answer.WriteString);
    }
}
