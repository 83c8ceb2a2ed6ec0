namespace Coffer.Cli.Exchange;

/// <summary>What was read from a file, in its order.</summary>
internal sealed class Entries : IDisposable
{
    private readonly List<ExchangeEntry> all = [];

    /// <summary>The entries.</summary>
    public IReadOnlyList<ExchangeEntry> All => all;

    /// <summary>Adds an entry, and takes its value over.</summary>
    public void Add(ExchangeEntry entry) => all.Add(entry);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var entry in all)
        {
            entry.Value.Dispose();
        }
    }
}
