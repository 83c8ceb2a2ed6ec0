using System.Xml;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam.Actions.Users;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html: there are none.</summary>
internal static class ListGroupsForUser
{
    public static void Handle(IamRequest request, XmlWriter answer)
    {
        _ = request.Store.Users.Require(request.Parameters);
        QueryPage.Write(answer, request.Parameters, "Groups", Array.Empty<string>(), name => name, answer.WriteString);
    }
}
