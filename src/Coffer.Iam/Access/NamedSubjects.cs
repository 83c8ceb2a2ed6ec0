using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;

namespace Coffer.Iam.Access;

/// <summary>Those that no file describes, and that still matter: whom the policies name, and everybody else.</summary>
internal static class NamedSubjects
{
    private static readonly PolicyDocument Everything = new([new Statement("AdministratorAccess", Effect.Allow, ["*"], ["*"])]);

    /// <summary>What AWS's own policy AdministratorAccess says.</summary>
    public static NamedPolicy AdministratorAccess { get; } = new("AdministratorAccess", Everything);

    /// <summary>Those whom the policies of key and bucket, and the grants, name, but for those that are known already.</summary>
    public static IEnumerable<AccessSubject> InPolicies(AccessPlace place, IReadOnlyCollection<AccessSubject> known)
    {
        var there = known.Select(subject => subject.Principal.Origin ?? subject.Principal.Arn).ToHashSet();
        var policies = new[] { place.KeyPolicy, place.BucketPolicy }.OfType<NamedPolicy>();
        var named = policies.SelectMany(policy => policy.Document.Statements).Where(statement => statement.Effect == Effect.Allow)
            .SelectMany(statement => statement.Principals ?? []).Where(principal => principal.Kind is "AWS" or "Service")
            .SelectMany(principal => principal.Names.Select(name => (principal.Kind, Name: name)))
            .Concat(place.Grants.Select(grant => (Kind: KindOf(grant.Grantee), Name: grant.Grantee)));
        return named.Distinct().Select(each => Of(each.Kind, each.Name, place.Key, known)).OfType<AccessSubject>()
            .Where(subject => there.Add(subject.Principal.Kind == PrincipalKind.Session ? Named(subject) : subject.Principal.Arn));
    }

    /// <summary>Those who are there in any case: the root user, a role that IAM lets do everything, and nobody in particular.</summary>
    public static IEnumerable<AccessSubject> Always(Arn key) =>
    [
        new AccessSubject("(root user)", RequestPrincipal.Root(key.Account, key.Partition), []),
        new AccessSubject(
            "(AdministratorAccess)",
            RequestPrincipal.Session($"arn:{key.Partition}:iam::{key.Account}:role/AnyRoleWithAdministratorAccess", "session"),
            [AdministratorAccess]),
        new AccessSubject("(anonymous)", RequestPrincipal.Anonymous, []),
    ];

    private static string KindOf(string name) => name.StartsWith("arn:", StringComparison.Ordinal) ? "AWS" : "Service";

    // One session of a role is somebody else than the role.
    private static string Named(AccessSubject subject) =>
        subject.Name.Contains('/', StringComparison.Ordinal) ? subject.Principal.Arn : subject.Principal.Origin ?? subject.Principal.Arn;

    private static AccessSubject? Of(string kind, string name, Arn key, IReadOnlyCollection<AccessSubject> known)
    {
        IReadOnlyList<NamedPolicy> own = [AccessSubject.Unknown($"the policies of {name}")];
        if (kind == "Service")
        {
            return new AccessSubject(name, RequestPrincipal.Service(name), []);
        }

        if (Validation.PrincipalNames.IsUniqueId(name))
        {
            return new AccessSubject(name, new RequestPrincipal(PrincipalKind.Session, name, key.Account), own);
        }

        if (Validation.PrincipalNames.IsAccount(name))
        {
            name = $"arn:{key.Partition}:iam::{name}:root";
        }

        if (!Arn.TryParse(name, out var arn) || (arn.Account == key.Account && arn.Resource == "root"))
        {
            return null;
        }

        var last = arn.Resource[(arn.Resource.LastIndexOf('/') + 1)..];
        var shown = arn.Account == key.Account ? last : arn.Resource == "root" ? $"account {arn.Account}" : $"{arn.Account}/{last}";
        return arn.Resource.Split('/') switch
        {
            ["root"] => new AccessSubject(shown, RequestPrincipal.Root(arn.Account, arn.Partition), []),
            ["user", ..] => new AccessSubject(shown, RequestPrincipal.User(name), own),
            ["role", ..] => new AccessSubject(shown, RequestPrincipal.Session(name, "session"), own),
            ["assumed-role", var role, var session] => OfSession(arn, role, session, own, known),
            _ => null,
        };
    }

    // A session has the policies of its role; the role's path is not in the session's ARN.
    private static AccessSubject OfSession(
        Arn arn, string role, string session, IReadOnlyList<NamedPolicy> own, IReadOnlyCollection<AccessSubject> known)
    {
        var its = known.FirstOrDefault(subject => subject.Principal.Origin is { } origin && Arn.TryParse(origin, out var of)
            && of.Account == arn.Account && of.Resource.Split('/')[^1] == role);
        var principal = new RequestPrincipal(PrincipalKind.Session, arn.ToString(), arn.Account)
        {
            Origin = its?.Principal.Origin ?? $"arn:{arn.Partition}:iam::{arn.Account}:role/{role}",
        };
        return new AccessSubject($"{role}/{session}", principal, its?.Policies ?? own) { Boundary = its?.Boundary };
    }
}
