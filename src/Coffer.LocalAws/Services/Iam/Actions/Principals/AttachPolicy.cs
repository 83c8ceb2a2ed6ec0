using Coffer.LocalAws.Services.Iam.Model;
using Coffer.LocalAws.Services.Iam.Storage;

namespace Coffer.LocalAws.Services.Iam.Actions.Principals;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html and AttachUserPolicy</summary>
internal static class AttachPolicy
{
    /// <summary>AWS's own policies are not here; that a role has one is kept all the same.</summary>
    private const string OfAws = "arn:aws:iam::aws:policy/";

    public static void Handle<T>(IamRequest request, Entities<T> principals)
        where T : Principal
    {
        var principal = principals.Require(request.Parameters);
        var arn = request.Parameters.Required("PolicyArn", 20, 2048);
        if (!arn.StartsWith(OfAws, StringComparison.Ordinal) && !request.Store.Policies.All.Any(policy => policy.Arn == arn))
        {
            throw IamErrors.NoSuchEntity($"Policy {arn} does not exist or is not attachable.");
        }

        if (!principal.AttachedPolicies.Contains(arn))
        {
            principals.Put(principal with { AttachedPolicies = [.. principal.AttachedPolicies, arn] });
        }
    }
}
