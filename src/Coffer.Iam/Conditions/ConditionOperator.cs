using System.Diagnostics.CodeAnalysis;

namespace Coffer.Iam.Conditions;

/// <summary>How two values are compared.</summary>
internal enum Comparison
{
    /// <summary>Equal texts.</summary>
    Text,

    /// <summary>Equal texts, capitals and small letters alike.</summary>
    TextIgnoreCase,

    /// <summary>A text and a pattern.</summary>
    Pattern,

    /// <summary>An ARN and a pattern, part by part.</summary>
    Arn,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Points in time.</summary>
    Date,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>Bytes, in base64.</summary>
    Bytes,

    /// <summary>An address and a range of addresses.</summary>
    Address,

    /// <summary>Whether the key is there at all.</summary>
    Null,
}

/// <summary>What the order of two numbers or dates must be.</summary>
internal enum Order
{
    /// <summary>They are the same.</summary>
    Same,

    /// <summary>The request's is less.</summary>
    Less,

    /// <summary>The request's is less, or the same.</summary>
    LessOrSame,

    /// <summary>The request's is greater.</summary>
    Greater,

    /// <summary>The request's is greater, or the same.</summary>
    GreaterOrSame,
}

/// <summary>How several values of a request are looked at.</summary>
internal enum Quantifier
{
    /// <summary>A key with one value.</summary>
    None,

    /// <summary><c>ForAllValues:</c>.</summary>
    All,

    /// <summary><c>ForAnyValue:</c>.</summary>
    Any,
}

/// <summary>
/// An operator of a condition: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
/// </summary>
/// <param name="Comparison">What is compared.</param>
/// <param name="Order">For numbers and dates.</param>
/// <param name="Negated">Whether it is the contrary that must hold.</param>
/// <param name="Quantifier">For keys with several values.</param>
/// <param name="IfExists">Whether it holds for a request without the key.</param>
internal sealed record ConditionOperator(Comparison Comparison, Order Order, bool Negated, Quantifier Quantifier, bool IfExists)
{
    private const string AllValues = "ForAllValues:";
    private const string AnyValue = "ForAnyValue:";
    private const string WhereThere = "IfExists";

    private static readonly Dictionary<string, ConditionOperator> Plain = new(StringComparer.OrdinalIgnoreCase)
    {
        ["StringEquals"] = Of(Comparison.Text),
        ["StringNotEquals"] = Of(Comparison.Text, negated: true),
        ["StringEqualsIgnoreCase"] = Of(Comparison.TextIgnoreCase),
        ["StringNotEqualsIgnoreCase"] = Of(Comparison.TextIgnoreCase, negated: true),
        ["StringLike"] = Of(Comparison.Pattern),
        ["StringNotLike"] = Of(Comparison.Pattern, negated: true),
        ["ArnEquals"] = Of(Comparison.Arn),
        ["ArnLike"] = Of(Comparison.Arn),
        ["ArnNotEquals"] = Of(Comparison.Arn, negated: true),
        ["ArnNotLike"] = Of(Comparison.Arn, negated: true),
        ["NumericEquals"] = Of(Comparison.Number),
        ["NumericNotEquals"] = Of(Comparison.Number, negated: true),
        ["NumericLessThan"] = Of(Comparison.Number, Order.Less),
        ["NumericLessThanEquals"] = Of(Comparison.Number, Order.LessOrSame),
        ["NumericGreaterThan"] = Of(Comparison.Number, Order.Greater),
        ["NumericGreaterThanEquals"] = Of(Comparison.Number, Order.GreaterOrSame),
        ["DateEquals"] = Of(Comparison.Date),
        ["DateNotEquals"] = Of(Comparison.Date, negated: true),
        ["DateLessThan"] = Of(Comparison.Date, Order.Less),
        ["DateLessThanEquals"] = Of(Comparison.Date, Order.LessOrSame),
        ["DateGreaterThan"] = Of(Comparison.Date, Order.Greater),
        ["DateGreaterThanEquals"] = Of(Comparison.Date, Order.GreaterOrSame),
        ["Bool"] = Of(Comparison.Truth),
        ["BinaryEquals"] = Of(Comparison.Bytes),
        ["IpAddress"] = Of(Comparison.Address),
        ["NotIpAddress"] = Of(Comparison.Address, negated: true),
    };

    private static readonly ConditionOperator Null = Of(Comparison.Null);

    /// <summary>Finds an operator by its name; capitals and small letters are alike.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out ConditionOperator? found)
    {
        found = null;
        if (name.Equals("Null", StringComparison.OrdinalIgnoreCase))
        {
            found = Null;
            return true;
        }

        var (quantifier, rest) = name switch
        {
            _ when name.StartsWith(AllValues, StringComparison.OrdinalIgnoreCase) => (Quantifier.All, name[AllValues.Length..]),
            _ when name.StartsWith(AnyValue, StringComparison.OrdinalIgnoreCase) => (Quantifier.Any, name[AnyValue.Length..]),
            _ => (Quantifier.None, name),
        };
        var ifExists = rest.EndsWith(WhereThere, StringComparison.OrdinalIgnoreCase);
        if (Plain.TryGetValue(ifExists ? rest[..^WhereThere.Length] : rest, out var plain))
        {
            found = plain with { Quantifier = quantifier, IfExists = ifExists };
        }

        return found is not null;
    }

    private static ConditionOperator Of(Comparison comparison, Order order = Order.Same, bool negated = false) =>
        new(comparison, order, negated, Quantifier.None, IfExists: false);
}
