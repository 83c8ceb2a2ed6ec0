using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;
using Coffer.Iam.Patterns;

namespace Coffer.Iam.Evaluation;

/// <summary>How far a statement fits a request. The further, the more it says of why a request is refused.</summary>
internal enum Reach
{
    /// <summary>It is not about the caller.</summary>
    Principal,

    /// <summary>It is not about the action.</summary>
    Action,

    /// <summary>It is not about the resource.</summary>
    Resource,

    /// <summary>A condition does not hold.</summary>
    Condition,

    /// <summary>It fits.</summary>
    All,
}

/// <summary>What a statement says of a request.</summary>
/// <param name="Layer">Where its policy stands.</param>
/// <param name="Policy">What its policy is called.</param>
/// <param name="Statement">Its Sid, or its number.</param>
/// <param name="Effect">Whether it allows or denies.</param>
/// <param name="Match">Whether it is about the request, and why not.</param>
/// <param name="Reach">How far it fits.</param>
/// <param name="Closeness">How closely it names the caller.</param>
internal sealed record StatementFinding(
    PolicyLayer Layer, string Policy, string Statement, Effect Effect, Match Match, Reach Reach, Closeness Closeness)
{
    /// <inheritdoc/>
    public override string ToString() => Layer == PolicyLayer.Grant ? $"grant {Statement}" : $"statement {Statement} of {Noun} {Policy}";

    private string Noun => Layer switch
    {
        PolicyLayer.Identity => "policy",
        PolicyLayer.Boundary => "permissions boundary",
        PolicyLayer.Session => "session policy",
        _ => "resource policy",
    };
}

/// <summary>Finds out whether a statement is about a request.</summary>
internal static class StatementMatch
{
    /// <summary>What each statement of a policy says of a request.</summary>
    public static IEnumerable<StatementFinding> Of(PolicyLayer layer, NamedPolicy policy, AccessRequest request) =>
        policy.Document.Statements.Select((statement, index) => Of(layer, policy, statement, $"#{index + 1}", request));

    private static StatementFinding Of(PolicyLayer layer, NamedPolicy policy, Statement statement, string number, AccessRequest request)
    {
        var (closeness, named) = PrincipalMatch.Of(statement, request.Principal);
        var variables = policy.Document.Version == PolicyDocument.Latest;
        (Reach Reach, Func<Match> Test)[] tests =
        [
            (Reach.Principal, () => new Match(named, named == Truth.Open ? "it names a canonical user" : "it is not about the caller")),
            (Reach.Action, () => OfAction(statement, request.Action)),
            (Reach.Resource, () => OfResource(statement, request, variables)),
            (Reach.Condition, () => OfConditions(statement, request, variables)),
        ];
        var open = new Match(Truth.True, "");
        foreach (var (reach, test) in tests)
        {
            var match = test();
            if (match.Truth == Truth.False)
            {
                return Found(match, reach);
            }

            open = open.Truth == Truth.True ? match : open;
        }

        return Found(open.Truth == Truth.True ? Match.Holds : open, Reach.All);

        StatementFinding Found(Match match, Reach reach) => new(
            layer, $"'{policy.Name}'", statement.Sid.Length > 0 ? $"'{statement.Sid}'" : number, statement.Effect, match, reach, closeness);
    }

    // A statement without actions or resources has no effect: KMS stores such a one.
    private static Match OfAction(Statement statement, string action)
    {
        var listed = statement.Actions.Any(pattern => Glob.Matches(pattern, action, ignoreCase: true));
        return statement.Actions.Count > 0 && listed != statement.ExceptActions
            ? Match.Holds
            : new Match(Truth.False, $"it is not about {action}");
    }

    private static Match OfResource(Statement statement, AccessRequest request, bool variables)
    {
        // The trust policy of a role is about that role.
        if (statement.Resources.Count == 0 && statement.Principals is not null && IsTrust(request.Action))
        {
            return Match.Holds;
        }

        var truth = Truth.False;
        var open = new Match(Truth.False, $"it is not about {request.Resource}");
        foreach (var text in statement.Resources)
        {
            // Most are a star or one name; only the others need to be taken apart.
            if (text == "*" || (text == request.Resource && !text.Contains('$', StringComparison.Ordinal)))
            {
                truth = Truth.True;
                continue;
            }

            var glyphs = Variables.Resolve(PatternText.Parse(text, variables, wildcards: true), request.Context, out var why);
            if (glyphs is null && (why!.Value.Truth == Truth.Open || statement.ExceptResources))
            {
                // Without its value NotResource would be about everything.
                open = why.Value;
                truth = truth.Or(why.Value.Truth);
                if (open.Truth == Truth.False)
                {
                    return open;
                }
            }
            else if (glyphs is not null && ArnPattern.MatchesResource(glyphs, request.Resource))
            {
                truth = Truth.True;
            }
        }

        truth = statement.ExceptResources ? truth.Not() : truth;
        return statement.Resources.Count > 0 && truth == Truth.True ? Match.Holds
            : truth == Truth.Open ? open
            : new Match(Truth.False, $"it is not about {request.Resource}");
    }

    private static bool IsTrust(string action) => action.StartsWith("sts:", StringComparison.OrdinalIgnoreCase);

    // One that does not hold decides, whatever is open beside it.
    private static Match OfConditions(Statement statement, AccessRequest request, bool variables)
    {
        var matches = statement.Conditions.Select(condition => ConditionTest.Of(condition, request.Context, variables)).ToList();
        return matches.OrderBy(match => match.Truth).FirstOrDefault(Match.Holds);
    }
}
