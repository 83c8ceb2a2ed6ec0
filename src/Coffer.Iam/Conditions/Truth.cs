namespace Coffer.Iam.Conditions;

/// <summary>
/// Whether something holds. <see cref="Open"/> is not false: it is what cannot be told, as a key is not known here, or a value
/// is not. What is open allows nothing, and its reason is told.
/// </summary>
internal enum Truth
{
    /// <summary>It does not hold.</summary>
    False,

    /// <summary>It cannot be told.</summary>
    Open,

    /// <summary>It holds.</summary>
    True,
}

/// <summary>Logic with three values, by Kleene: what is open stays open unless the rest decides without it.</summary>
internal static class TruthLogic
{
    /// <summary>True where both are.</summary>
    public static Truth And(this Truth a, Truth b) => a < b ? a : b;

    /// <summary>True where one is.</summary>
    public static Truth Or(this Truth a, Truth b) => a > b ? a : b;

    /// <summary>The contrary.</summary>
    public static Truth Not(this Truth a) => Truth.True - (int)a;

    /// <summary>As a truth.</summary>
    public static Truth AsTruth(this bool value) => value ? Truth.True : Truth.False;

    /// <summary>True where one of them is; false where there are none.</summary>
    public static Truth Any(this IEnumerable<Truth> truths) => truths.Aggregate(Truth.False, Or);

    /// <summary>True where all are, and where there are none.</summary>
    public static Truth All(this IEnumerable<Truth> truths) => truths.Aggregate(Truth.True, And);
}

/// <summary>Whether something holds, and why or why not.</summary>
/// <param name="Truth">Whether it holds.</param>
/// <param name="Why">In words; empty where it holds.</param>
internal readonly record struct Match(Truth Truth, string Why)
{
    /// <summary>What holds.</summary>
    public static readonly Match Holds = new(Truth.True, "");
}
