using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;
using CsCheck;

namespace Coffer.Iam.Tests.Evaluation;

/// <summary>Requests and policies from few names, so that they are often about each other.</summary>
internal static class Generated
{
    private const string Role = "arn:aws:iam::111122223333:role/api";

    private static readonly Gen<string> Actions =
        Gen.OneOfConst("kms:Decrypt", "kms:*", "*", "s3:GetObject", "s3:Get*", "S3:*", "kms:ReEncrypt*", "s3:ListBucket");

    private static readonly Gen<string> Resources = Gen.OneOfConst(
        "*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/api/*", "arn:aws:s3:::b", "arn:aws:kms:eu-west-1:111122223333:key/k",
        "arn:aws:kms:*:111122223333:key/*", "arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/${aws:PrincipalTag/service}/*");

    private static readonly Gen<Principal> Principals = Gen.OneOfConst(
        Principal.Everybody, new Principal("AWS", ["111122223333"]), new Principal("AWS", [Role]), new Principal("AWS", ["444455556666"]),
        new Principal("AWS", ["arn:aws:sts::111122223333:assumed-role/api/session"]), new Principal("Service", ["ecs-tasks.amazonaws.com"]),
        new Principal("CanonicalUser", ["79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"]));

    // One key and one operator that nobody knows, and one value that cannot be read.
    private static readonly Gen<Condition> Conditions = Gen.OneOfConst(
        new Condition("Bool", "aws:SecureTransport", ["true"]),
        new Condition("Bool", "aws:SecureTransport", ["false"]),
        new Condition("StringEquals", "kms:EncryptionContext:service", ["api"]),
        new Condition("StringNotEquals", "kms:EncryptionContext:service", ["api"]),
        new Condition("StringLike", "s3:prefix", ["api/*", "${aws:username}/*"]),
        new Condition("ForAllValues:StringEquals", "kms:EncryptionContextKeys", ["environment", "service"]),
        new Condition("ForAnyValue:StringNotLike", "kms:EncryptionContextKeys", ["s*"]),
        new Condition("Null", "kms:EncryptionContextKeys", ["true"]),
        new Condition("ArnNotEquals", "aws:PrincipalArn", [Role]),
        new Condition("IpAddress", "aws:SourceIp", ["203.0.113.0/24"]),
        new Condition("NumericLessThan", "s3:max-keys", ["ten"]),
        new Condition("StringEquals", "aws:Frobnicate", ["x"]),
        new Condition("StringMatches", "aws:username", ["x"]));

    /// <summary>A statement of an effect, with or without principals.</summary>
    public static Gen<Statement> Statement(Effect effect, bool principals) => Gen.Select(
        Gen.OneOfConst("", "A", "B"), Actions.List[1, 2], Resources.List[1, 2], Conditions.List[0, 2], Principals.List[1, 2], Gen.Int[0, 7],
        (sid, actions, resources, conditions, named, except) => new Statement(sid, effect, actions, resources)
        {
            ExceptActions = except == 1,
            ExceptResources = except == 2,
            ExceptPrincipals = principals && except == 3,
            Principals = principals ? named.DistinctBy(principal => principal.Kind).ToList() : null,
            Conditions = conditions.DistinctBy(condition => (condition.Operator, condition.Key)).ToList(),
        });

    /// <summary>A document.</summary>
    public static Gen<PolicyDocument> Document(bool principals) => Gen.Select(
        Gen.OneOf(Statement(Effect.Allow, principals), Statement(Effect.Deny, principals)).List[0, 4],
        Gen.OneOfConst(PolicyDocument.Latest, PolicyDocument.Latest, PolicyDocument.First),
        (statements, version) => new PolicyDocument(statements) { Version = version });

    /// <summary>All policies that are about a request.</summary>
    public static readonly Gen<PolicySet> Policies = Gen.Select(
        Document(false), Document(false), Gen.Int[0, 3], Document(true), Gen.Bool,
        (own, second, what, resource, grant) => new PolicySet
        {
            Identity = [new NamedPolicy("own", own)],
            Boundary = what == 1 ? new NamedPolicy("boundary", second) : null,
            Session = what == 2 ? [new NamedPolicy("session", second)] : null,
            Resource = what == 3 ? null : new NamedPolicy("resource", resource),
            Grants = grant ? [new KeyGrant("g", Role, ["Decrypt"])] : [],
        });

    /// <summary>A request.</summary>
    public static readonly Gen<AccessRequest> Requests = Gen.Select(
        Gen.OneOfConst(
            RequestPrincipal.Session(Role, "session"), RequestPrincipal.User("arn:aws:iam::111122223333:user/api"),
            RequestPrincipal.Anonymous, RequestPrincipal.Root("111122223333"),
            RequestPrincipal.Session("arn:aws:iam::444455556666:role/api", "s"),
            RequestPrincipal.FederatedUser("arn:aws:iam::111122223333:user/api", "f"), RequestPrincipal.Service("ecs-tasks.amazonaws.com")),
        Gen.OneOfConst(
            ("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/k"), ("s3:GetObject", "arn:aws:s3:::b/api/db"),
            ("s3:ListBucket", "arn:aws:s3:::b")),
        Gen.OneOfConst("api", "web", ""), Gen.OneOfConst("true", "false"), Gen.Bool,
        (caller, what, service, tls, open) =>
        {
            var context = caller.Describe(new RequestContext()).Set("aws:SecureTransport", tls).Set("s3:prefix", "api/");
            if (service.Length > 0)
            {
                context.SetEncryptionContext(new Dictionary<string, string> { ["service"] = service });
            }

            context = open ? context.Leave("aws:SourceIp") : context.Set("aws:SourceIp", "203.0.113.7");
            return new AccessRequest(caller, what.Item1, what.Item2, "111122223333", context);
        });
}
