using Coffer.Iam.Documents;
using Coffer.Iam.Patterns;

namespace Coffer.Iam.Conditions;

/// <summary>
/// Tests a condition:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
/// </summary>
internal static class ConditionTest
{
    /// <summary>Whether a condition holds for a request.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="context">What the request says.</param>
    /// <param name="variables">Whether the document's version has variables.</param>
    public static Match Of(Condition condition, RequestContext context, bool variables)
    {
        if (!ConditionOperator.TryParse(condition.Operator, out var test))
        {
            return new Match(Truth.Open, $"'{condition.Operator}' is no operator that is known here");
        }

        if (context.Find(condition.Key, out var why) is not { } values)
        {
            return new Match(Truth.Open, why);
        }

        if (test.Comparison == Comparison.Null)
        {
            return Told(condition, values, condition.Values.Select(value => OfNull(value, values.Count == 0)).Any());
        }

        if (values.Count == 0)
        {
            var holds = test.IfExists || test.Quantifier == Quantifier.All || (test.Negated && test.Quantifier != Quantifier.Any);
            return Told(condition, values, holds.AsTruth());
        }

        return OfValues(condition, test, values, context, variables);
    }

    private static Match OfValues(
        Condition condition, ConditionOperator test, IReadOnlyList<string> values, RequestContext context, bool variables)
    {
        var wanted = new List<Glyph[]>();
        foreach (var text in condition.Values)
        {
            var resolved = Variables.Resolve(Parse(text, test, variables), context, out var why);
            if (resolved is { } glyphs)
            {
                wanted.Add(glyphs);
            }
            else if (why is { Truth: Truth.Open } || test.Negated)
            {
                // A variable without a value makes the statement invalid. Where one value of several must match, only that value.
                return why!.Value;
            }
        }

        var each = values.Select(value => wanted.Select(text => ValueTest.Compare(test, text, value)).Any());
        var truth = (test.Quantifier, test.Negated) switch
        {
            (Quantifier.All, false) => each.All(),
            (Quantifier.All, true) => each.Select(TruthLogic.Not).All(),
            (Quantifier.Any, true) => each.Select(TruthLogic.Not).Any(),
            (_, true) => each.Any().Not(),
            _ => each.Any(),
        };
        return Told(condition, values, truth);
    }

    // Numbers, dates and addresses know neither variables nor wildcards; a star in StringEquals is a star.
    private static PatternText Parse(string text, ConditionOperator test, bool variables) => PatternText.Parse(
        text,
        variables && test.Comparison is Comparison.Text or Comparison.TextIgnoreCase or Comparison.Pattern or Comparison.Arn,
        test.Comparison is Comparison.Pattern or Comparison.Arn);

    private static Truth OfNull(string value, bool absent) => value.ToUpperInvariant() switch
    {
        "TRUE" => absent.AsTruth(),
        "FALSE" => (!absent).AsTruth(),
        _ => Truth.Open,
    };

    private static Match Told(Condition condition, IReadOnlyList<string> values, Truth truth) => truth switch
    {
        Truth.True => Match.Holds,
        Truth.Open => new Match(truth, $"a value of {condition.Operator} {condition.Key} cannot be read: {Quoted(condition.Values)}"),
        _ => new Match(truth, $"{condition.Operator} {condition.Key} {Quoted(condition.Values)} does not hold: the request has "
            + (values.Count == 0 ? "no such key" : Quoted(values))),
    };

    private static string Quoted(IReadOnlyList<string> values) => values.Count switch
    {
        1 => $"'{values[0]}'",
        _ => $"[{string.Join(", ", values.Select(value => $"'{value}'"))}]",
    };
}
