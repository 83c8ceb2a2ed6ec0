using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coffer.Core.Formats.Releases;

/// <summary>
/// A release's bytes, as Terraform's <c>jsonencode</c> writes them: keys in the order of their bytes, no blanks. What
/// <c>jsonencode</c> would escape (quotes, backslashes, &lt;, &gt;, &amp;, what is not ASCII or is no character) occurs in no
/// name, digest, base64 or version id.
/// </summary>
internal static class ReleaseWriter
{
    /// <summary>The format of a service without a key pair.</summary>
    public const int FormatVersion = 1;

    /// <summary>The format of one with a key pair: an older reader refuses it, where it could only fail at each secret.</summary>
    public const int FormatVersionWithSeed = 2;

    // The default encoder would escape the '+' of base64 and of version ids.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a release.</summary>
    public static ReadOnlyMemory<byte> Write(Release release)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("environment", release.Environment);
            if (release.Seed is { } seed)
            {
                json.WriteBase64String("privateKey", seed.Span);
            }

            json.WriteStartObject("secrets");
            foreach (var (name, entry) in release.Secrets.OrderBy(secret => secret.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject(name);
                Write(json, entry);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteString("service", release.Service);
            json.WriteNumber("version", release.Seed is null ? FormatVersion : FormatVersionWithSeed);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, ReleaseEntry entry)
    {
        switch (entry)
        {
            case InlineEntry inline:
                json.WriteBase64String("ciphertext", inline.Ciphertext.Span);
                break;
            case StoredEntry stored:
                json.WriteString("sha256", stored.Sha256);
                json.WriteString("version", stored.Version);
                break;
        }
    }
}
