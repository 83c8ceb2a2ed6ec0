using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;
using Coffer.Iam.Roles;
using Xunit;

namespace Coffer.Iam.Tests.Roles;

/// <summary>
/// What a closed secret's statement does where everything else is allowed to everybody: in each kind of policy that it can stand in,
/// for each kind of caller and each action that opens or seals.
/// </summary>
public sealed class ClosedSecretTests
{
    private const string Account = "111122223333";
    private const string Key = $"arn:aws:kms:eu-west-1:{Account}:key/k";
    private const string OtherKey = $"arn:aws:kms:eu-west-1:{Account}:key/other";
    private const string Role = $"arn:aws:iam::{Account}:role/api";

    private static readonly ClosedSecret Closed = new("staging", "api", "tls/db-password");

    private static readonly NamedPolicy Everything = new("all", new PolicyDocument([new Statement("All", Effect.Allow, ["*"], ["*"])]));

    private static readonly Statement ForEverybody =
        new("All", Effect.Allow, ["kms:*"], ["*"]) { Principals = [Principal.Everybody] };

    private static readonly RequestPrincipal[] Callers =
    [
        RequestPrincipal.Session(Role, "s"), RequestPrincipal.User($"arn:aws:iam::{Account}:user/u"), RequestPrincipal.Root(Account),
        RequestPrincipal.Session("arn:aws:iam::444455556666:role/partner", "s"),
    ];

    // The names that KMS has, for what the list's patterns mean.
    private static readonly string[] Actions =
    [
        "kms:Decrypt", "kms:ReEncryptFrom", "kms:CreateGrant", "kms:DeriveSharedSecret", "kms:Encrypt", "kms:ReEncryptTo",
        "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:GenerateDataKeyPair",
    ];

    public static TheoryData<string, string, string, bool> Contexts => new()
    {
        { "staging", "api", "tls/db-password", true },
        { "staging", "api", "tls/db-password-2", false },
        { "staging", "api", "tls/DB-password", false },
        { "staging", "api", "tls", false },
        { "staging", "web", "tls/db-password", false },
        { "production", "api", "tls/db-password", false },
        { "staging", "api", ".coffer/private-key", false },
    };

    [Fact]
    public void The_cases_are_all_there()
    {
        Assert.Equal(9, Actions.Length);
        Assert.Equal(4, Callers.Length);
        Assert.Equal(7, Contexts.Count);
        Assert.All(KeyPermissions.Opening.Concat(KeyPermissions.Sealing), action => Assert.Contains(action, Actions));
    }

    [Theory]
    [MemberData(nameof(Contexts))]
    public void In_a_key_policy_it_closes_one_secret_for_everybody(string environment, string service, string name, bool closed)
    {
        var policy = new NamedPolicy("key", new PolicyDocument([ForEverybody, Closed.OfKeyPolicy()]));
        var policies = new PolicySet { Identity = [Everything], Resource = policy };
        Holds(policies, environment, service, name, closed, Key);
    }

    [Theory]
    [MemberData(nameof(Contexts))]
    public void A_control_policy_closes_it_too(string environment, string service, string name, bool closed)
    {
        // To the evaluator, a Deny of an organization is one of the caller's own.
        var control = new NamedPolicy("control", new PolicyDocument([Closed.OfControlPolicy([])]));
        var key = new NamedPolicy("key", new PolicyDocument([ForEverybody]));
        Holds(new PolicySet { Identity = [Everything, control], Resource = key }, environment, service, name, closed, Key);
        Holds(new PolicySet { Identity = [Everything, control], Resource = key }, environment, service, name, closed, OtherKey);
    }

    [Fact]
    public void A_control_policy_of_one_key_is_about_that_key()
    {
        var control = new NamedPolicy("control", new PolicyDocument([Closed.OfControlPolicy([Key])]));
        var key = new NamedPolicy("key", new PolicyDocument([ForEverybody]));
        var policies = new PolicySet { Identity = [Everything, control], Resource = key };
        Holds(policies, "staging", "api", "tls/db-password", true, Key);
        Holds(policies, "staging", "api", "tls/db-password", false, OtherKey);
    }

    [Fact]
    public void A_grant_does_not_open_it()
    {
        var policies = new PolicySet
        {
            Resource = new NamedPolicy("key", new PolicyDocument([ForEverybody, Closed.OfKeyPolicy()])),
            Grants = [new KeyGrant("g", Role, ["Decrypt"])],
        };
        var decision = Decide(Callers[0], "kms:Decrypt", Key, policies, Context("staging", "api", "tls/db-password"));
        Assert.Equal(Outcome.Denied, decision.Outcome);
        Assert.True(Decide(Callers[0], "kms:Decrypt", Key, policies, Context("staging", "api", "other")).IsAllowed);
    }

    [Fact]
    public void It_takes_nothing_from_who_looks_after_the_key()
    {
        var policies = new PolicySet { Resource = new NamedPolicy("key", new PolicyDocument([ForEverybody, Closed.OfKeyPolicy()])) };
        Assert.All(KeyActions.Administration, action =>
            Assert.True(Decide(Callers[0], action, Key, policies, new RequestContext().SetEncryptionContext(Empty)).IsAllowed, action));
    }

    private static readonly Dictionary<string, string> Empty = [];

    private static void Holds(PolicySet policies, string environment, string service, string name, bool closed, string key)
    {
        foreach (var caller in Callers)
        {
            foreach (var action in Actions)
            {
                var decision = Decide(caller, action, key, policies, Context(environment, service, name));
                Assert.True(
                    decision.Outcome == (closed ? Outcome.Denied : Outcome.Allowed), $"{caller.Arn} {action}: {decision.Reason}");
            }
        }
    }

    private static RequestContext Context(string environment, string service, string name) => new RequestContext().SetEncryptionContext(
        new Dictionary<string, string> { ["environment"] = environment, ["service"] = service, ["secret"] = name });

    private static Decision Decide(
        RequestPrincipal caller, string action, string key, PolicySet policies, RequestContext context)
    {
        caller.Describe(context);
        return Authorizer.Decide(new AccessRequest(caller, action, key, Account, context), policies);
    }
}
