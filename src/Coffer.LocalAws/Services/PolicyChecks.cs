using Coffer.Iam.Documents;
using Coffer.Iam.Validation;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.Iam;

namespace Coffer.LocalAws.Services;

/// <summary>Policies are read before they are kept, and refused in AWS's words: a wrong one would fail the first real apply.</summary>
internal static class PolicyChecks
{
    /// <exception cref="AwsException">AWS would not keep the policy.</exception>
    public static void Require(PolicyRefusal? refusal)
    {
        if (refusal is not null)
        {
            throw new AwsException(refusal.Status, refusal.Code, refusal.Message);
        }
    }

    /// <summary>Whether a user or role may be meant by an ARN. What there is in other accounts is not looked at.</summary>
    public static bool Exists(this IamStore iam, string account, string arn) =>
        !Arn.TryParse(arn, out var parsed) || parsed.Account != account
        || iam.Roles.WithArn(arn) is not null || iam.Users.WithArn(arn) is not null;
}
