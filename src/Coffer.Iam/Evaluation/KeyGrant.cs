using Coffer.Iam.Conditions;

namespace Coffer.Iam.Evaluation;

/// <summary>A grant on a key: https://docs.aws.amazon.com/kms/latest/developerguide/grants.html</summary>
/// <param name="Id">The grant's id.</param>
/// <param name="Grantee">Who may: an ARN, or the name of a service.</param>
/// <param name="Operations">What: KMS's names, for example <c>Decrypt</c>.</param>
internal sealed record KeyGrant(string Id, string Grantee, IReadOnlyList<string> Operations)
{
    // Operations that have no encryption context are not held to the constraint.
    private static readonly string[] Unconstrained = ["DescribeKey", "RetireGrant", "GetPublicKey", "Sign", "Verify"];

    /// <summary>The encryption context that a request must have, no more and no less; null for any.</summary>
    public IReadOnlyDictionary<string, string>? ContextEquals { get; init; }

    /// <summary>What a request's encryption context must have in it; null for anything.</summary>
    public IReadOnlyDictionary<string, string>? ContextSubset { get; init; }

    /// <summary>Whether the grant is for a request, and how closely it names the caller.</summary>
    public (Closeness Closeness, Match Match) Of(AccessRequest request)
    {
        var kind = request.Principal.Kind == PrincipalKind.Service ? "Service" : "AWS";
        var closeness = PrincipalMatch.Of(kind, Grantee, request.Principal);
        var operation = request.Action.Split(':')[^1];
        if (closeness == Closeness.None || !Operations.Contains(operation))
        {
            return (closeness, new Match(Truth.False, $"grant {Id} is not for {operation} by the caller"));
        }

        return (closeness, Unconstrained.Contains(operation) || Fits(request.Context)
            ? Match.Holds
            : new Match(Truth.False, $"grant {Id} is for another encryption context"));
    }

    // Unlike condition keys, the names of a constraint's pairs are compared as they are written.
    private bool Fits(RequestContext context)
    {
        var given = context.EncryptionContext;
        return Contains(given, ContextSubset) && Contains(given, ContextEquals)
            && (ContextEquals is null || ContextEquals.Count == given.Count);
    }

    private static bool Contains(IReadOnlyDictionary<string, string> given, IReadOnlyDictionary<string, string>? wanted) =>
        wanted is null || wanted.All(pair => given.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
