using Coffer.LocalAws.Services.Iam.Model;
using Coffer.LocalAws.Services.Iam.Storage;

namespace Coffer.LocalAws.Services.Iam.Actions.Principals;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html and DetachUserPolicy</summary>
internal static class DetachPolicy
{
    public static void Handle<T>(IamRequest request, Entities<T> principals)
        where T : Principal
    {
        var principal = principals.Require(request.Parameters);
        var arn = request.Parameters.Required("PolicyArn", 20, 2048);
        if (!principal.AttachedPolicies.Contains(arn))
        {
            throw IamErrors.NoSuchEntity($"Policy {arn} was not found.");
        }

        principals.Put(principal with { AttachedPolicies = [.. principal.AttachedPolicies.Where(attached => attached != arn)] });
    }
}
