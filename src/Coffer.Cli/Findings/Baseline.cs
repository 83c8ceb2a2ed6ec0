using System.Buffers;
using System.Text.Json;
using Coffer.Core.Model;
using Coffer.Core.UseCases.Verification;

namespace Coffer.Cli.Findings;

/// <summary>
/// Findings that somebody has decided to live with for now, in a file that belongs into Git: an old repository need not be mended in one
/// day, and nothing new comes in. One is known again by its rule, its file and its message.
/// </summary>
internal static class Baseline
{
    private const int MaxBytes = 16 * 1024 * 1024;
    private const int Version = 1;

    /// <summary>The findings that are not in a file.</summary>
    /// <exception cref="CofferException">The file is not there, or is no baseline.</exception>
    public static (IReadOnlyList<Finding> New, int Known, int Gone) Apply(App app, string file, IReadOnlyList<Finding> findings)
    {
        var known = Read(app, file);
        List<Finding> left = [.. findings.Where(finding => !known.Contains(FindingMark.Of(finding)))];
        var seen = findings.Select(FindingMark.Of).ToHashSet();
        return (left, findings.Count - left.Count, known.Count(mark => !seen.Contains(mark)));
    }

    /// <summary>Writes all findings to a file, those of each rule and file together.</summary>
    public static void Write(App app, string file, IReadOnlyList<Finding> findings)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteStartArray("findings");
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("rule", finding.Rule.Id);
                json.WriteString("path", finding.Path);
                json.WriteString("mark", FindingMark.Of(finding));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        AtomicFile.Replace(Path.Combine(app.Folder, file), AddressGrammar.Printable(file), buffer.WrittenSpan);
    }

    private static HashSet<string> Read(App app, string file)
    {
        var shown = AddressGrammar.Printable(file);
        var content = SafeFile.Read(Path.Combine(app.Folder, file), shown, MaxBytes);
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.GetProperty("version").GetInt32() == Version
                ? [.. document.RootElement.GetProperty("findings").EnumerateArray().Select(one => one.GetProperty("mark").GetString()!)]
                : throw Malformed(shown, null);
        }
        catch (Exception exception) when (
            exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Malformed(shown, exception);
        }
    }

    private static CofferException Malformed(string shown, Exception? cause) => new(
        ErrorCode.Malformed, $"'{shown}' is no baseline of this version", "'coffer verify --write-baseline FILE' writes one", cause);
}
