namespace Coffer.Iam.Documents;

/// <summary>One test of a request.</summary>
/// <param name="Operator">For example <c>StringEquals</c>.</param>
/// <param name="Key">For example <c>kms:EncryptionContext:service</c>.</param>
/// <param name="Values">One of them must match.</param>
internal sealed record Condition(string Operator, string Key, IReadOnlyList<string> Values);
