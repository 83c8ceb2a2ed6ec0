using System.Text.Json;
using Coffer.Core.Formats.Envelopes;

namespace Coffer.Core.Tests.Formats.Envelopes;

/// <summary>A message that another implementation made, from spec/vectors/independent.</summary>
internal sealed class IndependentMessage
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "vectors", "independent");

    private readonly JsonElement json;

    private IndependentMessage(JsonElement json, JsonElement contextOf)
    {
        this.json = json;
        Context = [.. contextOf.GetProperty("encryptionContext").EnumerateObject()
            .Select(pair => new KeyValuePair<string, string>(pair.Name, pair.Value.GetString()!))];
        Bytes = json.GetProperty("message").GetBytesFromBase64();
    }

    public string Name => json.GetProperty("name").GetString()!;

    public byte[] Bytes { get; }

    public byte[] Plaintext => json.GetProperty("plaintext").GetBytesFromBase64();

    /// <summary>The context that the caller gave, without a signing suite's public key.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Context { get; }

    /// <summary>What lies between the keys and the message.</summary>
    public JsonElement Expected => json.GetProperty("expected");

    /// <summary>All that are to be opened, or are of format version 1.</summary>
    public static IEnumerable<IndependentMessage> All => Directory.EnumerateFiles(Folder, "v*.json")
        .Order(StringComparer.Ordinal)
        .Select(file => Load(Path.GetFileNameWithoutExtension(file)));

    /// <summary>Messages that are broken in one way each, with the context of what they were made from.</summary>
    public static IEnumerable<IndependentMessage> Broken => Read("negative").EnumerateArray()
        .Select(json => new IndependentMessage(json, Read(json.GetProperty("derivedFrom").GetString()!)));

    public static IndependentMessage Load(string name)
    {
        var json = Read(name);
        return new IndependentMessage(json, json);
    }

    /// <summary>Opens bytes as this message is opened: structure, context, data key, content.</summary>
    public byte[] Open(ReadOnlyMemory<byte> bytes)
    {
        var message = EnvelopeMessage.Parse(bytes);
        EnvelopeContext.Require(message.Header, Context);
        using var dataKey = TestKeys.Unwrap(json.GetProperty("keys"), message.Header);
        using var value = EnvelopeOpening.Open(message, dataKey);
        return value.Reveal().ToArray();
    }

    /// <summary>Why bytes are refused; null where they open.</summary>
    public EnvelopeProblem? ProblemOf(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            Open(bytes);
            return null;
        }
        catch (EnvelopeException exception)
        {
            return exception.Problem;
        }
    }

    private static JsonElement Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".json")));
        return document.RootElement.Clone();
    }
}
