namespace Coffer.Iam.Documents;

/// <summary>Who a statement is about.</summary>
/// <param name="Kind"><c>AWS</c>, <c>Service</c> or <c>Federated</c>.</param>
/// <param name="Names">ARNs, accounts, names of services.</param>
internal sealed record Principal(string Kind, IReadOnlyList<string> Names);
