using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;

namespace Coffer.Iam.Validation;

/// <summary>What AWS says of the form of a policy with principals: its words are not those for policies of identities.</summary>
internal static class ResourcePolicyWording
{
    /// <summary>What is wrong with a document's form; null where there is none.</summary>
    public static string? OfForm(PolicyReading reading, string syntax)
    {
        foreach (var problem in reading.Problems)
        {
            var message = problem switch
            {
                { Kind: ProblemKind.Missing } => $"Missing required field {problem.Element}",
                { Kind: ProblemKind.Unknown, Where: "" } => $"Unknown field {problem.Element}",
                { Kind: ProblemKind.Unknown } when IsStatement(problem) => $"Unknown field {problem.Element}",
                { Kind: ProblemKind.Unknown } => $"Invalid principal in policy: \"{problem.Element}\"",
                { Kind: ProblemKind.Value, Element: "Version" } => "The policy must contain a valid version string",
                { Kind: ProblemKind.Value, Element: "Effect" } => $"Invalid effect: {problem.Value}",
                { Kind: ProblemKind.Value } => "Principal must be a JSON object.",
                { Kind: ProblemKind.Empty, Element: "Statement" } => "Could not parse the policy: Statement is empty!",
                { Kind: ProblemKind.Empty } => $"Missing required field {problem.Element} cannot be empty!",
                { Kind: ProblemKind.SameSid } => "The Statement Ids in the policy are not unique",
                _ => syntax,
            };
            return message;
        }

        return reading.Document.Statements.SelectMany(statement => statement.Conditions)
            .FirstOrDefault(condition => !ConditionOperator.TryParse(condition.Operator, out _)) is { } unknown
            ? $"Invalid Condition type : {unknown.Operator}"
            : null;
    }

    /// <summary>The first name that cannot be a principal's, or that is not there.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="exists">Whether a user or role is there, by its ARN; IAM and S3 know those of other accounts, too.</param>
    public static (string Kind, string Name)? InvalidPrincipal(Statement statement, Func<string, bool> exists)
    {
        foreach (var principal in statement.Principals ?? [])
        {
            foreach (var name in principal.Names)
            {
                var named = principal.Kind == "AWS" && Arn.TryParse(name, out var arn) && arn.Service == "iam" && arn.Resource != "root";
                if (!PrincipalNames.IsPossible(principal.Kind, name) || (named && !exists(name)))
                {
                    return (principal.Kind, name);
                }
            }
        }

        return null;
    }

    // 'Statement[2]', not 'Statement[2].Principal'.
    private static bool IsStatement(PolicyProblem problem) => problem.Where.EndsWith(']');
}
