using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;
using CsCheck;
using Xunit;

namespace Coffer.Iam.Tests.Evaluation;

public sealed class DecisionPropertyTests
{
    private const int Iterations = 4_000;

    private static readonly Outcome[] AllOutcomes = [Outcome.Allowed, Outcome.Denied, Outcome.NotAllowed, Outcome.Open];

    [Fact]
    public void One_deny_more_never_allows() =>
        Check(Effect.Deny, (before, after) => after != Outcome.Allowed || before == Outcome.Allowed);

    [Fact]
    public void One_allow_more_never_denies() =>
        Check(Effect.Allow, (before, after) => before != Outcome.Allowed || after == Outcome.Allowed);

    [Fact]
    public void One_allow_more_leaves_a_deny_what_it_is() =>
        Check(Effect.Allow, (before, after) => (before == Outcome.Denied) == (after == Outcome.Denied));

    [Fact]
    public void The_order_of_statements_does_not_matter() =>
        Gen.Select(Generated.Requests, Generated.Policies).Sample(
            (request, policies) => Authorizer.Decide(request, policies).Outcome == Authorizer.Decide(request, Turned(policies)).Outcome,
            iter: Iterations);

    [Fact]
    public void The_generator_makes_every_outcome_often()
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<Outcome, int>();
        Gen.Select(Generated.Requests, Generated.Policies).Sample(
            (request, policies) => seen.AddOrUpdate(Authorizer.Decide(request, policies).Outcome, 1, (_, count) => count + 1) > 0,
            iter: Iterations);
        Assert.All(AllOutcomes, outcome => Assert.InRange(seen.GetValueOrDefault(outcome), Iterations / 100, Iterations));
    }

    // The new statement goes into each policy that is there: into one that is not it would make a limit that was not.
    private static void Check(Effect effect, Func<Outcome, Outcome, bool> holds) =>
        Gen.Select(Generated.Requests, Generated.Policies, Generated.Statement(effect, false), Generated.Statement(effect, true))
            .Sample(
                (request, policies, own, named) =>
                {
                    var before = Authorizer.Decide(request, policies).Outcome;
                    return Added(policies, own, named).All(after => holds(before, Authorizer.Decide(request, after).Outcome));
                },
                iter: Iterations);

    private static IEnumerable<PolicySet> Added(PolicySet policies, Statement own, Statement named)
    {
        yield return policies with { Identity = [Added(policies.Identity[0], own)] };
        if (policies.Boundary is { } boundary)
        {
            yield return policies with { Boundary = Added(boundary, own) };
        }

        if (policies.Session is [var session])
        {
            yield return policies with { Session = [Added(session, own)] };
        }

        if (policies.Resource is { } resource)
        {
            yield return policies with { Resource = Added(resource, named) };
        }
    }

    private static NamedPolicy Added(NamedPolicy policy, Statement statement) =>
        policy with { Document = policy.Document with { Statements = [.. policy.Document.Statements, statement] } };

    private static PolicySet Turned(PolicySet policies) => policies with
    {
        Identity = [.. policies.Identity.Select(Turned)],
        Boundary = policies.Boundary is { } boundary ? Turned(boundary) : null,
        Session = policies.Session is { } session ? [.. session.Select(Turned)] : null,
        Resource = policies.Resource is { } resource ? Turned(resource) : null,
    };

    private static NamedPolicy Turned(NamedPolicy policy) =>
        policy with { Document = policy.Document with { Statements = [.. policy.Document.Statements.Reverse()] } };
}
