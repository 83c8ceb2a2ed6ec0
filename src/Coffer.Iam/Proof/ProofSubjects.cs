using Coffer.Iam.Access;
using Coffer.Iam.Evaluation;

namespace Coffer.Iam.Proof;

/// <summary>
/// Everybody there is, as far as the policies tell them apart: those of the files, and for each class of others one role and one user, with
/// policies of their own that allow everything, and without any.
/// </summary>
internal static class ProofSubjects
{
    /// <summary>What somebody of the account without policies is called.</summary>
    public const string WithoutPolicies = "(without policies)";

    /// <summary>What somebody of another account is called.</summary>
    public const string Elsewhere = "(another account)";

    private const string InNames = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+=,.@_-/";

    /// <summary>All of them; null where there are too many.</summary>
    public static IReadOnlyList<AccessSubject>? Of(AccessPlace place, IReadOnlyList<AccessSubject> known, ProofFragment fragment)
    {
        if (TextPartition.Of(fragment.Callers, InNames, "role/", mayBeEmpty: false) is not { } roles
            || TextPartition.Of(fragment.Callers, InNames, "user/", mayBeEmpty: false) is not { } users)
        {
            return null;
        }

        var (own, partition) = (place.Key.Account, place.Key.Partition);
        var strange = Enumerable.Range(0, 1000).Select(number => $"{number:D12}").First(id => id != own && !fragment.Accounts.Contains(id));
        var there = known.Select(subject => subject.Principal.Origin ?? subject.Principal.Arn).ToHashSet();
        var others = fragment.Accounts.Append(strange).Where(account => account != own).ToList();
        return
        [
            .. known.Select(subject => subject.AtWorst()),
            .. People(own).SelectMany(each => new[]
            {
                Subject($"({NamedSubjects.AdministratorAccess.Name})", each, allowed: true), Subject(WithoutPolicies, each, allowed: false),
            }),
            .. others.SelectMany(account => People(account).Append(RequestPrincipal.Root(account, partition)))
                .Select(each => Subject(Elsewhere, each, allowed: true)),
            Subject("(a service of AWS)", RequestPrincipal.Service("any.amazonaws.com"), allowed: false),
        ];

        IEnumerable<RequestPrincipal> People(string account) => roles
            .Select(name => RequestPrincipal.Session($"arn:{partition}:iam::{account}:role/{name}", "session"))
            .Concat(users.Select(name => RequestPrincipal.User($"arn:{partition}:iam::{account}:user/{name}")))
            .Where(each => !there.Contains(each.Origin ?? each.Arn));
    }

    private static AccessSubject Subject(string name, RequestPrincipal principal, bool allowed) =>
        new(name, principal, allowed ? [NamedSubjects.AdministratorAccess] : []);
}
