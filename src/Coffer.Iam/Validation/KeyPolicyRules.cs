using System.Text;
using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;

namespace Coffer.Iam.Validation;

/// <summary>
/// What KMS checks before it stores a key policy: https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html. A
/// statement without an action or a resource is stored, and has no effect. Whether the policy locks out its author is a question for
/// the evaluation, and not for the form.
/// </summary>
internal static class KeyPolicyRules
{
    /// <summary>What KMS says of a policy that would keep its author from changing it again.</summary>
    public static readonly PolicyRefusal LocksOut =
        PolicyRefusal.Kms("The new key policy will not allow you to update the key policy in the future.");

    /// <summary>Checks a key policy.</summary>
    /// <param name="text">The document, as it was sent.</param>
    /// <param name="exists">Whether a user or role is there, by its ARN.</param>
    /// <returns>The refusal; null where KMS stores it.</returns>
    public static PolicyRefusal? Of(string text, Func<string, bool> exists)
    {
        if (Encoding.UTF8.GetByteCount(text) > PolicySize.Key)
        {
            return new PolicyRefusal(400, "LimitExceededException", $"A key policy cannot be larger than {PolicySize.Key} bytes.");
        }

        var reading = PolicyReader.Read(text);
        if (reading.Problems is [{ Kind: ProblemKind.NotJson or ProblemKind.NotAnObject }])
        {
            return PolicyRefusal.Kms("This policy contains invalid Json");
        }

        var message = ResourcePolicyWording.OfForm(reading, "Syntax error in policy.")
            ?? reading.Document.Statements.Select(statement => OfStatement(statement, exists))
                .FirstOrDefault(refusal => refusal is not null);
        return message is null ? null : PolicyRefusal.Kms(message);
    }

    private static string? OfStatement(Statement statement, Func<string, bool> exists)
    {
        if (statement.Principals is null)
        {
            return "Policy contains a statement with no principal.";
        }

        if (statement.Principals.Any(principal => principal.Kind is "Federated" or "CanonicalUser")
            || ResourcePolicyWording.InvalidPrincipal(statement, exists) is not null)
        {
            return "Policy contains a statement with one or more invalid principals.";
        }

        return statement.Conditions.Select(OfCondition).FirstOrDefault(refusal => refusal is not null);
    }

    // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
    private static string? OfCondition(Condition condition)
    {
        var what = condition.Key.StartsWith("kms:EncryptionContext:", StringComparison.OrdinalIgnoreCase) ? "encryption context"
            : condition.Key.StartsWith("aws:RequestTag/", StringComparison.OrdinalIgnoreCase) ? "tag"
            : null;
        return what is not null && ConditionOperator.TryParse(condition.Operator, out var test) && test.Quantifier == Quantifier.All
            ? "OverlyPermissiveCondition: Using the ForAllValues set operator with a single-valued condition key matches requests without "
                + $"the specified {what} or with an unspecified {what}. To fix, remove ForAllValues."
            : null;
    }
}
