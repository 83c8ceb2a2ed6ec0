using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;

namespace Coffer.Iam.Access;

/// <summary>Somebody who may or may not.</summary>
/// <param name="Name">What the answer calls them: a role's or user's name, or words in brackets.</param>
/// <param name="Principal">Who they are to AWS.</param>
/// <param name="Policies">Their own policies.</param>
internal sealed record AccessSubject(string Name, RequestPrincipal Principal, IReadOnlyList<NamedPolicy> Policies)
{
    private const string NotHere = "what is not in these files:";

    /// <summary>Their permissions boundary.</summary>
    public NamedPolicy? Boundary { get; init; }

    /// <summary>Who can become them, by the trust policy; empty where that is not known.</summary>
    public IReadOnlyList<string> TrustedBy { get; init; } = [];

    /// <summary>A policy that is there, but not in the files: it could allow or deny anything.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="why">Why it is not in the files.</param>
    public static NamedPolicy Unknown(string name, string why = "")
    {
        Statement Any(Effect effect) => new("", effect, ["*"], ["*"])
        {
            Conditions = [new Condition("Null", $"{NotHere} {name}{why}", ["false"])],
        };
        return new NamedPolicy(name, new PolicyDocument([Any(Effect.Allow), Any(Effect.Deny)]));
    }

    /// <summary>The most that they could do: what is not in the files allows everything, and limits nothing.</summary>
    public AccessSubject AtWorst() => this with
    {
        Policies = [.. Policies.Select(policy => IsUnknown(policy) ? NamedSubjects.AdministratorAccess : policy)],
        Boundary = Boundary is { } boundary && IsUnknown(boundary) ? null : Boundary,
    };

    private static bool IsUnknown(NamedPolicy policy) => policy.Document.Statements.Any(statement =>
        statement.Conditions.Any(condition => condition.Key.StartsWith(NotHere, StringComparison.Ordinal)));

    /// <summary>The context in which all policies that are not in the files stay open.</summary>
    public RequestContext Describe(RequestContext context)
    {
        Principal.Describe(context).Leave(NotHere);
        return context;
    }
}
