using System.Security.Cryptography;
using System.Text.Json;
using Coffer.Core.Formats.Pairs;
using Coffer.Core.Model;

namespace Coffer.Core.Tests.Formats.Pairs;

/// <summary>A file of the format service that another implementation made, from spec/vectors/service.</summary>
internal sealed class PairVector(JsonElement json)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "vectors", "service");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json")
        .Select(file => Path.GetFileNameWithoutExtension(file))
        .Where(name => name != "negative")
        .Order(StringComparer.Ordinal);

    public static JsonElement Negative { get; } = Read("negative");

    public JsonElement Key => json.GetProperty("keys")[0];

    public SecretAddress Address => AddressOf(json);

    public byte[] Plaintext { get; } = json.TryGetProperty("plaintext", out var plaintext)
        ? plaintext.GetBytesFromBase64()
        : [.. Enumerable.Range(0, 70_000).Select(i => (byte)((31 * i) + (i / 256)))];

    public byte[] Message => json.TryGetProperty("message", out var message) ? message.GetBytesFromBase64() : Large();

    public static PairVector Load(string name) => new(Read(name));

    public static PrivateKey KeyOf(JsonElement key)
    {
        using var seed = SecretValue.CopyOf(Convert.FromHexString(key.GetProperty("seed").GetString()!));
        return PrivateKey.Of(seed);
    }

    public static SecretAddress AddressOf(JsonElement json)
    {
        var context = json.GetProperty("context");
        string Text(string name) => context.GetProperty(name).GetString()!;
        return new SecretAddress(Text("environment"), Text("service"), Text("secret"));
    }

    public byte[]? Expected(string name) =>
        json.GetProperty("expected").TryGetProperty(name, out var hex) ? Convert.FromHexString(hex.GetString()!) : null;

    private static JsonElement Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".json")));
        return document.RootElement.Clone();
    }

    private byte[] Large()
    {
        var ciphertext = new byte[Plaintext.Length];
        var tag = new byte[PairMessage.TagBytes];
        using var cipher = new AesGcm(Expected("key")!, tag.Length);
        cipher.Encrypt(Expected("baseNonce")!, Plaintext, ciphertext, tag, Expected("aad"));
        return [.. json.GetProperty("messageHead").GetBytesFromBase64(), .. ciphertext, .. tag];
    }
}
