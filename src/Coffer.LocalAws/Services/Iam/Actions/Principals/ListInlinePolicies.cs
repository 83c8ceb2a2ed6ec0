using System.Xml;
using Coffer.LocalAws.Protocols.Query;
using Coffer.LocalAws.Services.Iam.Model;
using Coffer.LocalAws.Services.Iam.Storage;

namespace Coffer.LocalAws.Services.Iam.Actions.Principals;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html and ListUserPolicies</summary>
internal static class ListInlinePolicies
{
    public static void Handle<T>(IamRequest request, XmlWriter answer, Entities<T> principals)
        where T : Principal =>
        QueryPage.Write(
            answer, request.Parameters, "PolicyNames", principals.Require(request.Parameters).InlinePolicies.Keys, name => name, answer.WriteString);
}
