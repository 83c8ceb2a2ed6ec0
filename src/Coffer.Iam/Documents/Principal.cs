namespace Coffer.Iam.Documents;

/// <summary>Who a statement is about.</summary>
/// <param name="Kind"><c>AWS</c>, <c>Service</c>, <c>Federated</c> or <c>CanonicalUser</c>.</param>
/// <param name="Names">ARNs, accounts, names of services; a star for everybody.</param>
internal sealed record Principal(string Kind, IReadOnlyList<string> Names)
{
    /// <summary>The kinds that there are.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["AWS", "Service", "Federated", "CanonicalUser"];

    /// <summary>What <c>"Principal": "*"</c> means; the same as <c>{ "AWS": "*" }</c>.</summary>
    public static readonly Principal Everybody = new("AWS", ["*"]);
}
