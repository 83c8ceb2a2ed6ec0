using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;

namespace Coffer.Iam.Validation;

/// <summary>
/// Whether S3 calls a bucket policy public, which BlockPublicPolicy refuses:
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
/// </summary>
internal static class PublicPolicy
{
    // Keys that make a statement for everybody one for somebody, where their value is fixed.
    private static readonly HashSet<string> Fixing = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:SourceAccount", "aws:SourceArn",
        "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceOwner", "aws:SourceVpc", "aws:SourceVpcArn", "aws:SourceVpce", "aws:userid",
        "aws:VpceAccount", "aws:VpceOrgID", "kms:CallerAccount", "s3:DataAccessPointAccount", "s3:DataAccessPointArn",
    };

    /// <summary>Whether any statement allows something to everybody.</summary>
    public static bool Is(PolicyDocument document) => document.Statements.Any(IsPublic);

    private static bool IsPublic(Statement statement) =>
        statement.Effect == Effect.Allow
        && (statement.ExceptPrincipals || statement.Principals?.Any(principal => principal.Names.Contains("*")) == true)
        && !statement.Conditions.Any(Restricts);

    private static bool Restricts(Condition condition)
    {
        if (!ConditionOperator.TryParse(condition.Operator, out var test) || test is { Negated: true } or { IfExists: true }
            or { Quantifier: Quantifier.All } || condition.Values.Count == 0)
        {
            return false;
        }

        return test.Comparison switch
        {
            Comparison.Address => IsSourceIp(condition.Key) && condition.Values.All(IsNarrow),
            Comparison.Text or Comparison.TextIgnoreCase => Fixing.Contains(condition.Key) && condition.Values.All(HasNoVariable),
            Comparison.Pattern => Fixing.Contains(condition.Key) && condition.Values.All(IsFixed),
            Comparison.Arn => Fixing.Contains(condition.Key) && condition.Values.All(NamesAccount),
            _ => false,
        };
    }

    private static bool IsSourceIp(string key) => key.Equals("aws:SourceIp", StringComparison.OrdinalIgnoreCase);

    // S3 takes ranges broader than these for the whole world.
    private static bool IsNarrow(string range) =>
        range.Split('/') is not [var address, var prefix] || !int.TryParse(prefix, out var bits)
        || bits >= (address.Contains(':', StringComparison.Ordinal) ? 32 : 8);

    private static bool IsFixed(string value) => !value.AsSpan().ContainsAny('*', '?') && HasNoVariable(value);

    private static bool HasNoVariable(string value) => !value.Contains("${", StringComparison.Ordinal);

    private static bool NamesAccount(string value) =>
        HasNoVariable(value) && Arn.TryParse(value, out var arn) && (IsFixed(value) || PrincipalNames.IsAccount(arn.Account));
}
