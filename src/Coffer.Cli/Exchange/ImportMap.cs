using Coffer.Core.Model;

namespace Coffer.Cli.Exchange;

/// <summary>A value and the secret that it becomes.</summary>
internal sealed record ImportItem(ExchangeEntry Entry, SecretAddress Address);

/// <summary>Which key of a file becomes which secret.</summary>
internal sealed class ImportMap
{
    private readonly SecretPrefix prefix;
    private readonly ImportNames names;
    private readonly ILookup<string, SecretAddress> variables;
    private readonly HashSet<SecretAddress> there;

    private ImportMap(SecretPrefix prefix, ImportNames names, IEnumerable<SecretAddress> there, bool isDotenv)
    {
        this.prefix = prefix;
        this.names = names;
        this.there = [.. there];
        variables = this.there.Where(_ => isDotenv).ToLookup(address => VariableName.For(prefix.NameOf(address)));
    }

    /// <summary>Maps all entries.</summary>
    /// <param name="entries">The entries; what is left out is not among the result.</param>
    /// <param name="prefix">Where the secrets go.</param>
    /// <param name="names">What somebody said about names.</param>
    /// <param name="there">The secrets that are below the prefix.</param>
    /// <param name="isDotenv">Whether keys are variables: one of a secret that is there is that secret.</param>
    /// <exception cref="ExchangeException">A key is no name, a value is empty, or two keys are one secret; with the line.</exception>
    public static IReadOnlyList<ImportItem> Of(
        IReadOnlyList<ExchangeEntry> entries, SecretPrefix prefix, ImportNames names, IEnumerable<SecretAddress> there, bool isDotenv)
    {
        var map = new ImportMap(prefix, names, there, isDotenv);
        var wanted = entries.Where(entry => !names.SkipsEmpty || entry.Value.Length > 0);
        List<ImportItem> items = [.. wanted.Select(entry => new ImportItem(entry, map.AddressOf(entry)))];
        foreach (var item in items)
        {
            if (item.Entry.Value.Length == 0)
            {
                throw new ExchangeException(
                    item.Entry.Line, $"the value of '{item.Address}' is empty", "give it one, or leave such out: --skip-empty");
            }
        }

        if (items.GroupBy(item => item.Address).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ExchangeException(
                twice.Last().Entry.Line, $"'{twice.Key}' is there already, from line {twice.First().Entry.Line}", "keep one of them");
        }

        names.RequireUsed();
        return items;
    }

    private SecretAddress AddressOf(ExchangeEntry entry)
    {
        var name = names.For(entry.Key) ?? FromMark(entry) ?? FromVariable(entry.Key) ?? names.Stripped(entry, prefix);
        return SecretAddress.TryParse($"{prefix}/{name}", out var address, out var problem)
            ? address
            : throw new ExchangeException(
                entry.Line,
                AddressGrammar.PathProblem($"{prefix}/{name}", typed: true) is { } hidden
                    ? $"its key is no name of a secret: {hidden}"
                    : $"its key is no name of a secret below '{prefix}': {problem}",
                "name the secret: --as KEY=NAME");
    }

    // What was renamed by hand below such a comment is another one.
    private static string? FromMark(ExchangeEntry entry) =>
        entry.Name is { } name && AddressGrammar.PathProblem(name) is null && VariableName.For(name) == entry.Key ? name : null;

    private string? FromVariable(string key) =>
        variables[key].ToList() is [var only] && !there.Any(address => prefix.NameOf(address) == key) ? prefix.NameOf(only) : null;
}
