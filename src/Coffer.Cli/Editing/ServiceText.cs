using Coffer.Cli.Exchange;
using Coffer.Core.Model;

namespace Coffer.Cli.Editing;

/// <summary>All secrets below a prefix, as dotenv with the secrets' names, or as YAML.</summary>
internal sealed class ServiceText(SecretPrefix prefix, ExchangeFormat format) : EditText
{
    private const string ErrorMark = "# error: ";

    /// <inheritdoc/>
    public override string FileName => format == ExchangeFormat.Yaml ? "secrets.yaml" : "secrets.env";

    /// <inheritdoc/>
    public override void Write(SecretBuffer to, EditedSecrets secrets)
    {
        to.Add($"# {prefix}: {(format == ExchangeFormat.Yaml ? "name: value" : "name=value")}\n");
        to.Add("# Change, add or remove what is below, save, and leave the editor. What you remove is removed from the repository.\n");
        var kept = Kept(secrets);
        if (kept.Count > 0)
        {
            var names = string.Join(", ", kept.Select(prefix.NameOf).Order(StringComparer.Ordinal));
            to.Add($"# No text, so not shown, and left as it is: {names}\n");
        }

        to.Add("\n");
        foreach (var secret in secrets.All.Values.Where(secret => !kept.Contains(secret.Address)))
        {
            if (format == ExchangeFormat.Yaml)
            {
                YamlWriter.Write(to, prefix.NameOf(secret.Address), secret.Value.Reveal());
            }
            else
            {
                DotenvWriter.Write(to, prefix.NameOf(secret.Address), secret.Value.Reveal());
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(SecretAddress Address, SecretValue Value)> Read(SecretValue text, EditedSecrets secrets)
    {
        using var entries = format.Read(text.Reveal());
        var items = ImportMap.Of(entries.All, prefix, new ImportNames([], null, skipsEmpty: false), [], isDotenv: false);
        if (items.Count == 0)
        {
            // An editor that failed leaves an empty file, too.
            throw new ExchangeException(1, "no secret is left", "'coffer rm' removes secrets one by one");
        }

        var kept = Kept(secrets);
        return items.FirstOrDefault(item => kept.Contains(item.Address)) is { } hidden
            ? throw new ExchangeException(hidden.Entry.Line, $"'{hidden.Address}' is there already, and is not shown, as it is no text")
            : [.. items.Select(item => (item.Address, SecretValue.CopyOf(item.Entry.Value.Reveal())))];
    }

    /// <inheritdoc/>
    public override IReadOnlySet<SecretAddress> Kept(EditedSecrets secrets) => secrets.All.Values
        .Where(secret => format == ExchangeFormat.Dotenv && DotenvWriter.Problem(secret.Value.Reveal()) is not null)
        .Select(secret => secret.Address)
        .ToHashSet();

    /// <inheritdoc/>
    public override SecretBuffer WithError(SecretValue text, string error)
    {
        var rest = text.Reveal();
        while (rest.StartsWith("# error: "u8))
        {
            var end = rest.IndexOf((byte)'\n');
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        var marked = new SecretBuffer(rest.Length + error.Length + ErrorMark.Length);
        marked.Add($"{ErrorMark}{error.Replace('\n', ' ')}\n");
        marked.Add(rest);
        return marked;
    }
}
