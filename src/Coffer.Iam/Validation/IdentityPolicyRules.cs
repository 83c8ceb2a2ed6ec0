using System.Text.RegularExpressions;
using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;

namespace Coffer.Iam.Validation;

/// <summary>
/// What IAM and STS check before they store a policy of an identity or take one for a session. The order matters: of several
/// refusals IAM tells one, and clients and tests of others expect that one.
/// </summary>
internal static partial class IdentityPolicyRules
{
    /// <summary>Checks a managed policy: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html</summary>
    /// <param name="text">The document, as it was sent.</param>
    /// <returns>The refusal; null where IAM stores it.</returns>
    public static PolicyRefusal? OfManaged(string text) =>
        OfForm(text) ?? (PolicySize.Of(text) > PolicySize.Managed
            ? PolicyRefusal.Limit($"Cannot exceed quota for PolicySize: {PolicySize.Managed}")
            : null);

    /// <summary>Checks an inline policy: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html</summary>
    /// <param name="text">The document, as it was sent.</param>
    /// <param name="owner"><c>role</c>, <c>user</c> or <c>group</c>.</param>
    /// <param name="name">The owner's name.</param>
    /// <param name="others">The owner's other inline policies, as they are stored: the limit is for all together.</param>
    public static PolicyRefusal? OfInline(string text, string owner, string name, IEnumerable<string> others)
    {
        var limit = owner switch
        {
            "role" => PolicySize.InlineOfRole,
            "group" => PolicySize.InlineOfGroup,
            _ => PolicySize.InlineOfUser,
        };
        return OfForm(text) ?? (PolicySize.Of(text) + others.Sum(PolicySize.Of) > limit
            ? PolicyRefusal.Limit($"Maximum policy size of {limit} bytes exceeded for {owner} {name}")
            : null);
    }

    /// <summary>Checks a session's policy: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html</summary>
    /// <param name="text">The document, as it was sent.</param>
    public static PolicyRefusal? OfSession(string text) => text.Length > PolicySize.Session
        ? Invalid("policy", $"have length less than or equal to {PolicySize.Session}")
        : OfForm(text);

    private static PolicyRefusal Invalid(string parameter, string must) => new(
        400, "ValidationError", $"1 validation error detected: Value at '{parameter}' failed to satisfy constraint: Member must {must}");

    private static PolicyRefusal? OfForm(string text)
    {
        if (!Characters().IsMatch(text))
        {
            return Invalid("policyDocument", @"satisfy regular expression pattern: [\u0009\u000A\u000D\u0020-\u00FF]+");
        }

        return Message(PolicyReader.Read(text)) is { } message ? PolicyRefusal.Iam(message) : null;
    }

    private static string? Message(PolicyReading reading)
    {
        var (document, problems) = reading;
        var statements = document.Statements;
        if (problems.Any(IsSyntax) || statements.Any(HasUnknownOperator))
        {
            return "Syntax errors in policy.";
        }

        if (document.Version != PolicyDocument.Latest)
        {
            return "Policy document must be version 2012-10-17 or greater.";
        }

        if (statements.Any(statement => statement.Principals is not null))
        {
            return "Policy document should not specify a principal.";
        }

        var resources = First(statements.SelectMany(statement => statement.Resources).Select(IamWording.OfResource));
        if (problems.Any(problem => problem.Kind == ProblemKind.Value)
            || statements.SelectMany(statement => statement.Conditions).Any(IamWording.FailsLegacy)
            || (resources is null && statements.SelectMany(statement => statement.Resources).Any(IamWording.FailsLegacy)))
        {
            return "The policy failed legacy parsing";
        }

        return Sids(problems, statements)
            ?? (statements.Any(statement => statement.Actions.Count == 0) ? "Policy statement must contain actions." : null)
            ?? resources
            ?? First(statements.SelectMany(statement => statement.Actions).Select(IamWording.OfAction))
            ?? (statements.Any(statement => statement.Resources.Count == 0) ? "Policy statement must contain resources." : null);
    }

    private static string? First(IEnumerable<string?> refusals) => refusals.FirstOrDefault(refusal => refusal is not null);

    private static string? Sids(IReadOnlyList<PolicyProblem> problems, IReadOnlyList<Statement> statements)
    {
        if (problems.Any(problem => problem.Kind == ProblemKind.SameSid))
        {
            return "Statement IDs (SID) in a single policy must be unique.";
        }

        return statements.Any(statement => !statement.Sid.All(char.IsAsciiLetterOrDigit))
            ? "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*"
            : null;
    }

    // What has its own words, or none, is no syntax error: an empty list of actions, 'denY', a second statement of one name.
    private static bool IsSyntax(PolicyProblem problem) => problem switch
    {
        { Kind: ProblemKind.SameSid } => false,
        { Kind: ProblemKind.Empty, Element: not "Statement" } => false,
        { Kind: ProblemKind.Value, Element: "Effect", Value: { } value } =>
            !value.Equals("Allow", StringComparison.OrdinalIgnoreCase) && !value.Equals("Deny", StringComparison.OrdinalIgnoreCase),
        { Kind: ProblemKind.Value, Element: "Principal" or "NotPrincipal" } => false,
        _ => true,
    };

    private static bool HasUnknownOperator(Statement statement) =>
        statement.Conditions.Any(condition => !ConditionOperator.TryParse(condition.Operator, out _));

    [GeneratedRegex(@"^[\u0009\u000A\u000D\u0020-\u00FF]+$")]
    private static partial Regex Characters();
}
