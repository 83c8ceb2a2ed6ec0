using Coffer.LocalAws.Services.Iam.Model;
using Coffer.LocalAws.Services.Iam.Storage;

namespace Coffer.LocalAws.Services.Iam.Actions.Principals;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html and PutUserPolicy</summary>
internal static class PutInlinePolicy
{
    public static void Handle<T>(IamRequest request, Entities<T> principals)
        where T : Principal
    {
        var principal = principals.Require(request.Parameters);
        var name = request.Name("PolicyName", InlinePolicy.LongestName);
        var document = PolicyDocument.Read(request.Parameters, "PolicyDocument");
        principals.Put(principal with { InlinePolicies = new Dictionary<string, string>(principal.InlinePolicies) { [name] = document } });
    }
}
