using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Coffer.Iam.Access;
using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;
using Coffer.Iam.Proof;
using Xunit;

namespace Coffer.Iam.Tests.Proof;

/// <summary>
/// Nobody outside of a list opens: proved for the module's policies, and refuted for each of 500 slips in them that lets somebody in. A
/// grid of requests, made without the proof's classes, says which slips do.
/// </summary>
public sealed class OpeningProofTests
{
    private const int Mutants = 500;
    // A million where that is asked for: tests/interop/proof.sh.
    private static readonly int RandomRequests = int.TryParse(
            Environment.GetEnvironmentVariable("PROOF_REQUESTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
        ? asked
        : 50_000;

    private const int Worlds = 50;

    private static readonly ModuleWorld Module = ModuleWorld.Read();

    private static readonly string[] Texts = ["api", "web", "a", "staging", "true", "false", "s", "squad", "zz", "", "db-password"];

    [Fact]
    public void The_module_is_proved()
    {
        var result = Prove(Module);
        Assert.True(result.IsProved, result.Counterexample ?? string.Join("; ", result.Outside));
        Assert.InRange(result.Asked, 40, 1_000_000);
    }

    [Fact]
    public void Every_weakening_of_500_is_found()
    {
        var random = new Random(4711);
        var (weak, proved, outside) = (0, 0, 0);
        for (var i = 0; i < Mutants; i++)
        {
            var mutant = Mutation.Of(Module, random);
            var result = Prove(mutant);
            var leak = Grid(mutant).FirstOrDefault(request => Decide(mutant, request).IsAllowed);
            Assert.False(result.IsProved && leak is not null, $"mutant {i} lets in {leak}");
            weak += leak is null ? 0 : 1;
            proved += result.IsProved ? 1 : 0;
            outside += result.Outside.Count > 0 ? 1 : 0;
        }

        // Neither all of them nor none: else this would show nothing.
        TestContext.Current.TestOutputHelper?.WriteLine($"{weak} weak, {proved} proved, {outside} outside of the fragment");
        Assert.InRange(weak, 50, 450);
        Assert.InRange(proved, 50, 450);
        Assert.InRange(outside, 0, 50);
    }

    [Fact]
    public void What_is_proved_holds_for_random_requests()
    {
        var random = new Random(42);
        var (asked, allowed, proofs) = (0, 0, 0);
        while (proofs < Worlds)
        {
            var world = Mutation.Of(Module, random);
            if (!Prove(world).IsProved)
            {
                continue;
            }

            proofs++;
            var subjects = Strangers(world).Concat(world.Subjects.Where(subject => ModuleWorld.Allowed.Contains(subject.Name))).ToList();
            for (var i = 0; i < RandomRequests / Worlds; i++)
            {
                var request = RandomRequest(subjects, random);
                var isAllowed = Decide(world, request).IsAllowed;
                asked++;
                allowed += isAllowed ? 1 : 0;
                Assert.False(isAllowed && !ModuleWorld.Allowed.Contains(request.Subject.Name), $"{request}");
            }
        }

        Assert.Equal(RandomRequests, asked);
        Assert.InRange(allowed, 1, RandomRequests);
    }

    public static TheoryData<string, string, string> Outside => new()
    {
        { "IpAddress", "aws:SourceIp", "192.0.2.0/24" },
        { "NumericLessThan", "aws:MultiFactorAuthAge", "300" },
        { "DateLessThan", "aws:CurrentTime", "2030-01-01T00:00:00Z" },
        { "ForAnyValue:StringEquals", "aws:TagKeys", "x" },
        { "StringEquals", "aws:PrincipalTag/a", "${aws:username}" },
        { "StringEquals", "aws:Frobnicate", "x" },
        { "StringMatches", "aws:SourceVpc", "x" },
        { "ArnLike", "aws:SourceArn", "arn:aws:s3:::x" },
        { "StringLike", "aws:PrincipalAccount", "1*" },
        { "ArnLike", "aws:PrincipalArn", "arn:aws:iam::1111*:role/x" },
        { "StringEquals", "aws:username", "x" },
        { "BinaryEquals", "aws:SourceVpc", "eA==" },
    };

    [Theory]
    [MemberData(nameof(Outside))]
    [SuppressMessage("Naming", "CA1716", Justification = "The words of policies.")]
    public void What_is_not_in_the_fragment_is_named(string test, string key, string value)
    {
        var added = new Statement("Odd", Effect.Allow, ["kms:Decrypt"], ["*"])
        {
            Principals = [Principal.Everybody],
            Conditions = [new Condition(test, key, [value])],
        };
        var result = Prove(With(added));
        Assert.False(result.IsProved);
        Assert.Null(result.Counterexample);
        var where = $"statement 'Odd' of {Module.Place.KeyPolicy.Name}: {test} {key}";
        Assert.Contains(result.Outside, text => text.StartsWith(where, StringComparison.Ordinal));
    }

    [Fact]
    public void A_statement_without_a_name_is_named_by_its_number()
    {
        var added = new Statement("", Effect.Allow, ["kms:Decrypt"], ["*"])
        {
            Principals = [Principal.Everybody],
            Conditions = [new Condition("IpAddress", "aws:SourceIp", ["192.0.2.0/24"])],
        };
        var world = With(added);
        var number = world.Place.KeyPolicy.Document.Statements.ToList().IndexOf(added) + 1;
        Assert.True(number > 1);
        Assert.Contains($"statement #{number} of {Module.Place.KeyPolicy.Name}: IpAddress aws:SourceIp", Prove(world).Outside);
    }

    [Fact]
    public void Whom_and_what_it_cannot_decide_is_named_too()
    {
        var odd = new Statement("Odd", Effect.Deny, ["kms:Decrypt"], ["*"]) { Principals = [Principal.Everybody] };
        (Statement Added, string Named)[] cases =
        [
            (odd with { ExceptPrincipals = true }, "NotPrincipal"),
            (odd with { Resources = ["${aws:username}"] }, "a variable in a resource"),
            (odd with { Principals = [new Principal("Federated", ["x"])] }, "a principal of the kind Federated"),
            (odd with { Principals = [new Principal("AWS", ["arn:aws:sts::111122223333:federated-user/x"])] },
                "a principal of the kind federated-user"),
        ];
        foreach (var (added, named) in cases)
        {
            var result = Prove(With(added));
            Assert.Null(result.Counterexample);
            Assert.Equal($"statement 'Odd' of {Module.Place.KeyPolicy.Name}: {named}", Assert.Single(result.Outside));
        }

        Assert.Equal(4, cases.Length);
        Assert.True(Prove(With(odd)).IsProved);
    }

    public static TheoryData<string, string, string> Holes => new()
    {
        { "StringLike", "aws:PrincipalTag/team", "s??d*x" },
        { "StringNotLike", "aws:UserAgent", "*coffer*" },
        { "StringEquals", "aws:SourceVpce", "vpce-ä" },
        { "StringEqualsIgnoreCase", "aws:SourceVpc", "VPC-1" },
        { "Null", "aws:SourceIp", "false" },
        { "StringEquals", "kms:ViaService", "s3.us-east-1.amazonaws.com" },
        { "StringLike", "kms:EncryptionContext:secret", "*tls/*.key" },
        { "ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/odd-?/x*" },
        { "StringEquals", "aws:PrincipalAccount", "444455556666" },
    };

    [Theory]
    [MemberData(nameof(Holes))]
    public void A_hole_behind_one_condition_is_found_with_its_request(string test, string key, string value)
    {
        var added = new Statement("Hole", Effect.Allow, ["kms:Decrypt"], ["*"])
        {
            Principals = [Principal.Everybody],
            Conditions = [new Condition(test, key, [value])],
        };
        Assert.Contains("'Hole'", Prove(With(added)).Counterexample, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grant_for_everything_is_found_which_has_no_context()
    {
        var added = new Statement("Hole", Effect.Allow, ["kms:CreateGrant"], ["*"])
        {
            Principals = [Principal.Everybody],
            Conditions = [new Condition("Null", "kms:EncryptionContextKeys", ["true"])],
        };
        Assert.Contains(": kms:CreateGrant without a context", Prove(With(added)).Counterexample, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cases_are_all_there()
    {
        Assert.Equal(12, Outside.Count);
        Assert.Equal(9, Holes.Count);
    }

    private sealed record Request(AccessSubject Subject, string Secret, AccessQuestion Way, (string Key, string? Value)[] Setting);

    private static ProofResult Prove(ModuleWorld world) =>
        OpeningProof.Of(world.Place, world.Subjects, ModuleWorld.Allowed, ModuleWorld.Secrets);

    private static Decision Decide(ModuleWorld world, Request request) =>
        OpeningProof.Decide(world.Place, request.Subject, request.Secret, request.Way, request.Setting);

    private static ModuleWorld With(Statement added)
    {
        var policy = Module.Place.KeyPolicy;
        var document = policy.Document with { Statements = [.. policy.Document.Statements, added] };
        return Module with { Place = Module.Place with { KeyPolicy = policy with { Document = document } } };
    }

    // Who is not on the list, chosen by hand.
    private static List<AccessSubject> Strangers(ModuleWorld world) =>
    [
        .. world.Subjects.Where(subject => !ModuleWorld.Allowed.Contains(subject.Name)),
        new("nobody", RequestPrincipal.Session($"arn:aws:iam::{ModuleWorld.Account}:role/nobody", "s"), []),
        new("admin-2", RequestPrincipal.Session($"arn:aws:iam::{ModuleWorld.Account}:role/admiral", "s"), []),
        new("user", RequestPrincipal.User($"arn:aws:iam::{ModuleWorld.Account}:user/u"), []),
        new("partner", RequestPrincipal.Session("arn:aws:iam::444455556666:role/p", "s"), [NamedSubjects.AdministratorAccess]),
        new("stranger", RequestPrincipal.User("arn:aws:iam::999999999999:user/s"), [NamedSubjects.AdministratorAccess]),
    ];

    private static IEnumerable<Request> Grid(ModuleWorld world) =>
        from subject in Strangers(world)
        from secret in new[] { "api/s" }
        from way in AccessQuestion.Ways(AccessVerb.Open)
        from team in new[] { null, "s" }
        from endpoint in new[] { null, "vpce-1" }
        from second in new[] { null, "true" }
        select new Request(subject, secret, way, Setting(team, endpoint, second));

    private static (string, string?)[] Setting(string? team, string? endpoint, string? second) =>
        [("aws:PrincipalTag/team", team), ("aws:SourceVpce", endpoint), ("aws:MultiFactorAuthPresent", second)];

    private static Request RandomRequest(List<AccessSubject> subjects, Random random)
    {
        string? Text() => random.Next(4) == 0 ? null : Texts[random.Next(Texts.Length)];
        var ways = AccessQuestion.Ways(AccessVerb.Open);
        return new Request(
            subjects[random.Next(subjects.Count)],
            $"api/{Texts[random.Next(Texts.Length)]}{Texts[random.Next(Texts.Length)]}x",
            ways[random.Next(ways.Count)],
            Setting(Text(), Text(), Text()));
    }
}
