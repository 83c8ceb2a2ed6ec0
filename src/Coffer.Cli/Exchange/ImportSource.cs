using Coffer.Core.Model;

namespace Coffer.Cli.Exchange;

/// <summary>The file that is imported.</summary>
/// <param name="Shown">What messages call it.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Entries">What is in it.</param>
internal sealed record ImportSource(string Shown, ExchangeFormat Format, Entries Entries) : IDisposable
{
    private const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <param name="app">The world.</param>
    /// <param name="file">The file; null or <c>-</c> for stdin.</param>
    /// <param name="format">The format; null where its name or its first character says it.</param>
    /// <exception cref="CofferException">It cannot be read, or is malformed: then with the line.</exception>
    public static ImportSource Read(App app, string? file, ExchangeFormat? format)
    {
        using var content = ValueInput.ReadFile(app, file, MaxBytes);
        var shown = file is null or "-" ? "stdin" : $"'{AddressGrammar.Printable(file)}'";
        var known = format ?? (file is null ? null : ExchangeFormats.OfName(file)) ?? OfContent(content.Reveal());
        return In(shown, () => new ImportSource(shown, known, known.Read(content.Reveal())));
    }

    /// <summary>Calls the trouble of a file by its name.</summary>
    public T In<T>(Func<T> work) => In(Shown, work);

    /// <inheritdoc/>
    public void Dispose() => Entries.Dispose();

    private static T In<T>(string shown, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ExchangeException failure)
        {
            throw failure.In(shown);
        }
    }

    private static ExchangeFormat OfContent(ReadOnlySpan<byte> content) =>
        content.TrimStart("\uFEFF \t\r\n"u8).StartsWith("{"u8) ? ExchangeFormat.Json
        : content.StartsWith("---"u8) ? ExchangeFormat.Yaml
        : throw new CofferException(ErrorCode.Usage, "the format of the file is not known", $"say it: --format {ExchangeFormats.Names}");
}
