namespace Coffer.Cli.Exchange;

/// <summary>What somebody said about the names that an import makes.</summary>
internal sealed class ImportNames
{
    private readonly Dictionary<string, string> renamed = [];
    private readonly HashSet<string> unused = [];
    private readonly string? strip;

    /// <param name="renamed"><c>KEY=NAME</c> each.</param>
    /// <param name="strip">What every other key begins with, and no name has; or null.</param>
    /// <param name="skipsEmpty">Whether keys without a value are left out.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/>.</exception>
    public ImportNames(IEnumerable<string> renamed, string? strip, bool skipsEmpty)
    {
        foreach (var text in renamed)
        {
            var equals = text.LastIndexOf('=');
            if (equals < 1 || equals == text.Length - 1 || !this.renamed.TryAdd(text[..equals], text[(equals + 1)..]))
            {
                throw new CofferException(
                    ErrorCode.Usage, "what follows '--as' is not KEY=NAME, or says one KEY twice", "for example --as DB_PASS=db-password");
            }
        }

        unused.UnionWith(this.renamed.Keys);
        this.strip = strip;
        SkipsEmpty = skipsEmpty;
    }

    /// <summary>Whether keys without a value are left out.</summary>
    public bool SkipsEmpty { get; }

    /// <summary>The name that somebody gave a key; null where nobody did.</summary>
    public string? For(string key)
    {
        _ = unused.Remove(key);
        return renamed.GetValueOrDefault(key);
    }

    /// <summary>A key without what somebody said that it begins with, or without the prefix that the secrets go to.</summary>
    /// <exception cref="ExchangeException">It does not begin so.</exception>
    public string Stripped(ExchangeEntry entry, SecretPrefix prefix)
    {
        var key = entry.Key;
        if (strip is not null)
        {
            return key.StartsWith(strip, StringComparison.Ordinal)
                ? key[strip.Length..].TrimStart('/')
                : throw new ExchangeException(
                    entry.Line, "its key does not begin with what '--strip' says", "name the secret: --as KEY=NAME");
        }

        // Parameters of SSM have the whole path: '/staging/api/db-password'.
        var own = $"/{prefix}/";
        return key.StartsWith(own, StringComparison.Ordinal) ? key[own.Length..] : key.TrimStart('/');
    }

    /// <summary>Refuses a name for a key that is not there.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.NotFound"/>.</exception>
    public void RequireUsed()
    {
        if (unused.Count > 0)
        {
            throw new CofferException(
                ErrorCode.NotFound, "'--as' names a key that is not in the file", "look at its spelling: keys are taken as they are");
        }
    }
}
