using System.Xml;
using Coffer.LocalAws.Protocols.Query;
using Coffer.LocalAws.Services.Iam.Model;
using Coffer.LocalAws.Services.Iam.Storage;

namespace Coffer.LocalAws.Services.Iam.Actions.Principals;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html and ListAttachedUserPolicies</summary>
internal static class ListAttachedPolicies
{
    public static void Handle<T>(IamRequest request, XmlWriter answer, Entities<T> principals)
        where T : Principal =>
        QueryPage.Write(answer, request.Parameters, "AttachedPolicies", principals.Require(request.Parameters).AttachedPolicies, arn => arn, arn =>
        {
            answer.WriteElementString("PolicyName", arn[(arn.LastIndexOf('/') + 1)..]);
            answer.WriteElementString("PolicyArn", arn);
        });
}
