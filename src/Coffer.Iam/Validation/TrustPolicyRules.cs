using Coffer.Iam.Documents;

namespace Coffer.Iam.Validation;

/// <summary>
/// What IAM checks before it stores a role's trust policy: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
/// </summary>
internal static class TrustPolicyRules
{
    /// <summary>Checks a trust policy.</summary>
    /// <param name="text">The document, as it was sent.</param>
    /// <param name="exists">Whether a user or role is there, by its ARN.</param>
    /// <returns>The refusal; null where IAM stores it.</returns>
    public static PolicyRefusal? Of(string text, Func<string, bool> exists)
    {
        if (PolicySize.Of(text) > PolicySize.Trust)
        {
            return PolicyRefusal.Limit($"Cannot exceed quota for ACLSizePerRole: {PolicySize.Trust}");
        }

        var reading = PolicyReader.Read(text);
        if (reading.Problems is [{ Kind: ProblemKind.NotJson or ProblemKind.NotAnObject }])
        {
            return PolicyRefusal.Iam("This policy contains invalid Json");
        }

        var message = ResourcePolicyWording.OfForm(reading, "Syntax error in policy.")
            ?? reading.Document.Statements.Select(statement => OfStatement(statement, exists))
                .FirstOrDefault(refusal => refusal is not null);
        return message is null ? null : PolicyRefusal.Iam(message);
    }

    private static string? OfStatement(Statement statement, Func<string, bool> exists) => statement switch
    {
        { ExceptPrincipals: true, Effect: Effect.Allow } => "Allow with NotPrincipal is not allowed.",
        { ExceptPrincipals: true } => "AssumeRole policy must not contain NotPrincipal field.",
        { Principals: null } => "Missing required field Principal",
        { Actions: [] } => "Missing required field Action",
        _ when !statement.Actions.All(action => action.StartsWith("sts:", StringComparison.OrdinalIgnoreCase)) =>
            "AssumeRole policy may only specify STS AssumeRole actions.",
        { Resources: [_, ..], ExceptResources: true } => "AssumeRole policy must not contain resources.",
        { Resources: [_, ..] } => "Has prohibited field Resource",
        _ => OfPrincipals(statement, exists),
    };

    private static string? OfPrincipals(Statement statement, Func<string, bool> exists) =>
        statement.Principals!.Any(principal => principal.Kind == "CanonicalUser")
            ? "Invalid principal in policy: \"CanonicalUser\""
            : ResourcePolicyWording.InvalidPrincipal(statement, exists) switch
            {
                ("Federated", _) => "Federated principals must be valid domain names or SAML metadata ARNs",
                ({ } kind, { } name) => $"Invalid principal in policy: \"{kind.ToUpperInvariant()}\":\"{name}\"",
                _ => null,
            };
}
