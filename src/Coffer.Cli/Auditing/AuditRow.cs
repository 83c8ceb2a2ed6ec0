namespace Coffer.Cli.Auditing;

/// <summary>Openings that differ only by when, where from, and by which copy of one thing.</summary>
/// <param name="first">The first that was met.</param>
internal sealed class AuditRow(Opening first)
{
    // More are counted and not named.
    private const int MostNamed = 20;

    /// <summary>One of them.</summary>
    public Opening Example => first;

    /// <summary>How many.</summary>
    public long Count { get; private set; }

    /// <summary>The time of the earliest.</summary>
    public DateTimeOffset Earliest { get; private set; } = first.Time;

    /// <summary>The time of the latest.</summary>
    public DateTimeOffset Latest { get; private set; } = first.Time;

    /// <summary>Sessions, as far as they are named.</summary>
    public SortedSet<string> Sessions { get; } = new(StringComparer.Ordinal);

    /// <summary>Network addresses, as far as they are named.</summary>
    public SortedSet<string> Sources { get; } = new(StringComparer.Ordinal);

    /// <summary>Reasons that callers gave, as far as they are named.</summary>
    public SortedSet<string> Reasons { get; } = new(StringComparer.Ordinal);

    /// <summary>What the policies say; null where none were given, or nothing was opened.</summary>
    public Foreseen? Foreseen { get; init; }

    /// <summary>Counts one.</summary>
    public void Add(Opening opening)
    {
        Count++;
        Earliest = opening.Time < Earliest ? opening.Time : Earliest;
        Latest = opening.Time > Latest ? opening.Time : Latest;
        Name(Sessions, opening.By.Session);
        Name(Sources, opening.Source);
        Name(Reasons, opening.Reason ?? "");
    }

    private static void Name(SortedSet<string> names, string name)
    {
        if (name.Length > 0 && names.Count < MostNamed)
        {
            names.Add(name);
        }
    }
}
