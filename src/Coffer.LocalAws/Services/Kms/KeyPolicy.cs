using System.Text.RegularExpressions;
using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;
using Coffer.Iam.Validation;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>The policy document of a key: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html</summary>
internal static partial class KeyPolicy
{
    /// <summary>The only name a key policy can have.</summary>
    public const string Name = "default";

    private const int LongestName = 128;
    private const int LongestDocument = 131072;

    /// <summary>What a key made without a policy gets, byte for byte as AWS writes it.</summary>
    public static string Default(string accountId, string region) => $$"""
        {
          "Version" : "2012-10-17",
          "Id" : "key-default-1",
          "Statement" : [ {
            "Sid" : "Enable IAM User Permissions",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "arn:{{Partition.Of(region)}}:iam::{{accountId}}:root"
            },
            "Action" : "kms:*",
            "Resource" : "*"
          } ]
        }
        """;

    /// <summary>The document of a request, checked; null where there is none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="keyArn">The key that the policy is for.</param>
    public static string? Read(KmsRequest request, string keyArn)
    {
        if (request.Parameters.Text("Policy", 1, LongestDocument) is not { } text)
        {
            return null;
        }

        PolicyChecks.Require(KeyPolicyRules.Of(text, arn => request.Iam.Exists(request.AccountId, arn)));
        if (!request.Parameters.Flag("BypassPolicyLockoutSafetyCheck"))
        {
            var author = request.Callers.PrincipalOf(request.Caller);
            var locksOut = KeyLockout.Of(PolicyReader.Read(text).Document, keyArn, author, author.Describe(new RequestContext()));
            PolicyChecks.Require(locksOut ? KeyPolicyRules.LocksOut : null);
        }

        return text;
    }

    public static void RequireName(KmsParameters parameters)
    {
        if (parameters.Text("PolicyName", 1, LongestName, NamePattern()) is { } name && name != Name)
        {
            throw KmsErrors.NotFound("No such policy exists");
        }
    }

    [GeneratedRegex(@"^[\w]+$")]
    private static partial Regex NamePattern();
}
