using System.Text.Json;
using Coffer.Cli.Access;
using Coffer.Core.Model;

namespace Coffer.Cli.Auditing;

/// <summary>The events of all files, with the file in every error.</summary>
/// <param name="keys">An environment by the ARN of its key: for what has no encryption context.</param>
internal sealed class Trail(IReadOnlyDictionary<string, string> keys)
{
    /// <summary>How many files were read.</summary>
    public int Files { get; private set; }

    /// <summary>How many events they have.</summary>
    public long Events { get; private set; }

    /// <summary>How many files in folders were passed over, as they are no logs.</summary>
    public int PassedOver { get; private set; }

    /// <summary>Reads the openings in paths that are asked for.</summary>
    public void Read(IEnumerable<string> paths, AuditFilter filter, Action<Opening> each)
    {
        foreach (var file in TrailFiles.Find(paths, _ => PassedOver++))
        {
            Read(file, opening =>
            {
                if (filter.Takes(opening))
                {
                    each(opening);
                }
            });
        }
    }

    private void Read(TrailFile file, Action<Opening> each)
    {
        try
        {
            using var stream = file.Open();
            var (before, reader) = (Events, new TrailReader(stream));
            reader.Read(bytes => Read(bytes, each));

            // Digests of logs lie beside them, and are no logs.
            var isLog = reader.HasList || Events > before;
            if (!isLog && file.IsNamed)
            {
                throw new CofferException(
                    ErrorCode.Malformed, $"'{file.Shown}' has no events of CloudTrail", "name a file of a trail, or a folder of them");
            }

            Files += isLog ? 1 : 0;
            PassedOver += isLog ? 0 : 1;
        }
        catch (JsonException failure)
        {
            throw Damaged(file, $"it is not JSON, or ends too early (line {failure.LineNumber + 1})", failure);
        }
        catch (InvalidDataException failure)
        {
            throw Damaged(file, AddressGrammar.Printable(failure.Message), failure);
        }
        catch (CofferException failure) when (failure.Code == ErrorCode.Malformed && !failure.Message.Contains(file.Shown))
        {
            throw Damaged(file, failure.Message, failure);
        }
        catch (Exception failure) when (FileTrouble.Is(failure))
        {
            throw FileTrouble.Reading(file.Shown, failure);
        }
    }

    private static CofferException Damaged(TrailFile file, string what, Exception failure) => new(
        ErrorCode.Malformed,
        $"'{file.Shown}' cannot be read: {what}",
        "take it from its source again; nothing after it was looked at",
        failure);

    private void Read(ReadOnlyMemory<byte> bytes, Action<Opening> each)
    {
        // Most events are of other services: they are not looked into.
        if (bytes.Span.IndexOf("kms.amazonaws.com"u8) < 0)
        {
            Events += bytes.Span.IndexOf("\"eventSource\""u8) >= 0 || bytes.Span.IndexOf("\"EventSource\""u8) >= 0 ? 1 : 0;
            return;
        }

        using var json = JsonDocument.Parse(bytes);
        if (json.RootElement.TryGetProperty("CloudTrailEvent", out var inner) && inner.ValueKind == JsonValueKind.String)
        {
            // 'lookup-events' has each event as a text.
            using var told = JsonDocument.Parse(inner.GetString()!);
            Read(told.RootElement, each);
        }
        else
        {
            Read(json.RootElement, each);
        }
    }

    private void Read(JsonElement told, Action<Opening> each)
    {
        if (told.Text("eventSource") is null)
        {
            return;
        }

        Events++;
        if (Opening.Of(told, keys) is { } opening)
        {
            each(opening);
        }
    }
}
