namespace Coffer.Cli.Auditing;

/// <summary>
/// All openings in rows. They grow with how many pairs of caller and secret there are, and not with the logs.
/// </summary>
/// <param name="foreseen">The policies; null where none are given.</param>
internal sealed class AuditSummary(ForeseenOpenings? foreseen)
{
    /// <summary>The most rows; a table with more is read by nobody.</summary>
    public const int MaxRows = 100_000;

    private readonly Dictionary<(string Address, string Who, string Origin, string Action, string? Error, string? Key), AuditRow> rows = [];

    /// <summary>The rows: by secret, by caller, by action.</summary>
    public IReadOnlyList<AuditRow> Rows =>
    [
        .. rows.OrderBy(row => row.Key.Address, StringComparer.Ordinal).ThenBy(row => row.Key.Who, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Action, StringComparer.Ordinal).ThenBy(row => row.Key.Error, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Key, StringComparer.Ordinal)
            .Select(row => row.Value),
    ];

    /// <summary>Puts an opening in its row.</summary>
    /// <returns>The row.</returns>
    /// <exception cref="CofferException"><see cref="ErrorCode.Malformed"/>: there are more than <see cref="MaxRows"/>.</exception>
    public AuditRow Add(Opening opening)
    {
        // Under another key, or of another account, it is another answer.
        var same = (opening.Address, opening.By.Kind, opening.By.Origin, opening.Action, opening.Error, opening.Key);
        if (!rows.TryGetValue(same, out var row))
        {
            row = rows.Count < MaxRows
                ? rows[same] = new AuditRow(opening) { Foreseen = foreseen?.Of(opening) }
                : throw new CofferException(
                    ErrorCode.Malformed,
                    $"the files have more than {MaxRows} pairs of caller and secret",
                    "ask for less with --service, --principal or --since");
        }

        row.Add(opening);
        return row;
    }
}
