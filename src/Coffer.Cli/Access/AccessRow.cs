using Coffer.Iam.Access;

namespace Coffer.Cli.Access;

/// <summary>Why somebody can or cannot do something with some of a row's secrets.</summary>
/// <param name="Secrets">The secrets, as few words as possible.</param>
/// <param name="Cell">One of their cells.</param>
internal sealed record AccessReason(string Secrets, AccessCell Cell);

/// <summary>Somebody's answers for secrets that have the same ones; the reasons may differ.</summary>
/// <param name="Secrets">A secret; <c>service/*</c>, or a star for all of them.</param>
/// <param name="Cells">The cells of these secrets.</param>
internal sealed record AccessRow(string Secrets, IReadOnlyList<AccessCell> Cells)
{
    /// <summary>Who.</summary>
    public AccessSubject Subject => Cells[0].Subject;

    private string Answers => string.Concat(Cells.GroupBy(cell => cell.Verb).Select(verb => (int)verb.First().Answer));

    /// <summary>The rows of a matrix.</summary>
    public static IReadOnlyList<AccessRow> Of(IEnumerable<AccessCell> cells) =>
    [
        .. cells.GroupBy(cell => cell.Subject, ReferenceEqualityComparer.Instance).SelectMany(subject => Together(
            [.. subject.GroupBy(cell => Service(cell.Secret)).SelectMany(OfService)], "*")),
    ];

    /// <summary>The answer to a verb.</summary>
    public AccessAnswer Answer(AccessVerb verb) => Cells.First(cell => cell.Verb == verb).Answer;

    /// <summary>The reasons for it.</summary>
    public IEnumerable<AccessReason> Why(AccessVerb verb)
    {
        var cells = Cells.Where(cell => cell.Verb == verb).ToList();
        var counts = cells.CountBy(cell => Service(cell.Secret)).ToDictionary();
        var reasons = cells.GroupBy(cell => (cell.Action, cell.Reason)).ToList();
        return reasons.Select(reason => new AccessReason(
            reasons.Count == 1 ? Secrets : string.Join(", ", Names(reason.Select(cell => cell.Secret), counts)), reason.First()));
    }

    // All of a service's secrets are told by its name.
    private static IEnumerable<string> Names(IEnumerable<string> secrets, Dictionary<string, int> counts) =>
        secrets.GroupBy(Service).SelectMany(IEnumerable<string> (service) =>
            service.Count() > 1 && service.Count() == counts[service.Key] ? [$"{service.Key}/*"] : service);

    private static List<AccessRow> OfService(IGrouping<string, AccessCell> service) => Together(
        [.. service.GroupBy(cell => cell.Secret).Select(secret => new AccessRow(secret.Key, [.. secret]))], $"{service.Key}/*");

    private static List<AccessRow> Together(List<AccessRow> rows, string all) =>
        rows.Count > 1 && rows.Select(row => row.Answers).Distinct().Count() == 1
            ? [new AccessRow(all, [.. rows.SelectMany(row => row.Cells)])]
            : rows;

    private static string Service(string secret) => secret.Split('/')[0];
}
