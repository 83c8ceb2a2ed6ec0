using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;

namespace Coffer.Iam.Evaluation;

/// <summary>
/// How closely a policy with principals names the caller. In one account that decides what else must allow:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
/// </summary>
internal enum Closeness
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>The caller's account: it hands the decision to the account's own policies.</summary>
    Account,

    /// <summary>The role of a session, or the user behind a federated one: a boundary and a session's policy still limit it.</summary>
    Origin,

    /// <summary>The caller itself, or everybody: nothing but a deny limits it.</summary>
    Caller,
}

/// <summary>Finds the caller among a statement's principals.</summary>
internal static class PrincipalMatch
{
    /// <summary>How closely a statement names the caller, and whether that can be told.</summary>
    public static (Closeness Closeness, Truth Truth) Of(Statement statement, RequestPrincipal caller)
    {
        // A policy of an identity names nobody: it is the caller's.
        if (statement.Principals is not { } principals)
        {
            return (Closeness.Caller, Truth.True);
        }

        var names = principals.SelectMany(principal => principal.Names.Select(name => (principal.Kind, Name: name))).ToList();
        if (names.Any(name => name.Kind == "CanonicalUser") && caller is { CanonicalId: null, Account.Length: > 0 })
        {
            return (Closeness.Caller, Truth.Open);
        }

        if (statement.ExceptPrincipals)
        {
            var meant = statement.Effect == Effect.Deny ? !IsExempt(names, caller) : Nearest(names, caller) == Closeness.None;
            return (Closeness.Caller, meant.AsTruth());
        }

        var nearest = Nearest(names, caller);
        return (nearest, (nearest != Closeness.None).AsTruth());
    }

    private static Closeness Nearest(IReadOnlyList<(string Kind, string Name)> names, RequestPrincipal caller) =>
        names.Select(name => Of(name.Kind, name.Name, caller)).DefaultIfEmpty(Closeness.None).Max();

    /// <summary>How closely one name is that of the caller.</summary>
    public static Closeness Of(string kind, string name, RequestPrincipal caller) => kind switch
    {
        "Service" => (caller.Kind == PrincipalKind.Service && name == caller.Arn) ? Closeness.Caller : Closeness.None,
        "Federated" => (caller.Kind == PrincipalKind.Federated && name == caller.Arn) ? Closeness.Caller : Closeness.None,
        "CanonicalUser" => name == caller.CanonicalId ? Closeness.Account : Closeness.None,
        _ when name == "*" => Closeness.Caller,
        _ when caller.Account.Length == 0 => Closeness.None,
        _ when name == caller.Arn || caller.UniqueIds.Contains(name) => Closeness.Caller,
        _ when name == caller.Origin => Closeness.Origin,
        _ when IsAccount(name, caller) => caller.Kind == PrincipalKind.Root ? Closeness.Caller : Closeness.Account,
        _ => Closeness.None,
    };

    private static bool IsAccount(string name, RequestPrincipal caller) =>
        name == caller.Account
        || (Arn.TryParse(name, out var arn) && arn is { Service: "iam", Resource: "root" } && arn.Account == caller.Account);

    // AWS may look at the account first, then at the role, then at the session: each has to be named.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    private static bool IsExempt(IReadOnlyList<(string Kind, string Name)> names, RequestPrincipal caller)
    {
        if (names.Any(name => name is ("AWS", "*")))
        {
            return true;
        }

        if (caller.Account.Length == 0)
        {
            return Nearest(names, caller) != Closeness.None;
        }

        var aws = names.Where(name => name.Kind == "AWS").Select(name => name.Name).ToList();
        return aws.Any(name => IsAccount(name, caller))
            && (caller.Kind == PrincipalKind.Root || aws.Contains(caller.Arn))
            && (caller.Origin is null || aws.Contains(caller.Origin));
    }
}
