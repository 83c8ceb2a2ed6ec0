using System.Text.Json;
using Coffer.Core.Model;

namespace Coffer.Core.Formats.Releases;

/// <summary>Reads releases: as <see cref="ReleaseWriter"/> writes them to the byte, or not at all.</summary>
/// <param name="what">What messages call the release.</param>
internal sealed class ReleaseReader(string what)
{
    /// <summary>Reads the release of a service.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Malformed"/> with what is wrong.</exception>
    public Release Read(ReadOnlyMemory<byte> content, string environment, string service)
    {
        if (content.Length > Release.MaxBytes)
        {
            throw Malformed($"it has {content.Length} bytes, more than the {Release.MaxBytes} that are read");
        }

        var release = Parse(content, environment, service);
        var written = ReleaseWriter.Write(release).Span;
        return written.SequenceEqual(content.Span)
            ? release
            : throw Malformed(
                $"it is not written as Terraform's jsonencode writes it, from byte {written.CommonPrefixLength(content.Span)} on");
    }

    private Release Parse(ReadOnlyMemory<byte> content, string environment, string service)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var fields = Fields(document.RootElement, "it");
            var hasSeed = VersionOf(fields) == ReleaseWriter.FormatVersionWithSeed;
            RequireKnown(fields, "it", ["environment", "secrets", "service", "version", .. hasSeed ? ["privateKey"] : (string[])[]]);

            RequireSame(Text(fields, "it", "environment"), environment, "environment");
            RequireSame(Text(fields, "it", "service"), service, "service");
            var secrets = Fields(Required(fields, "it", "secrets"), "'secrets'");
            if (Release.Twins(secrets.Keys) is { } twins)
            {
                throw Malformed($"the names '{Shown(twins.First)}' and '{Shown(twins.Second)}' differ only by case");
            }

            return new Release(
                environment,
                service,
                secrets.ToDictionary(secret => Name(environment, service, secret.Key), secret => Entry(secret.Key, secret.Value)),
                hasSeed ? Ciphertext(Required(fields, "it", "privateKey"), "'privateKey'") : default(ReadOnlyMemory<byte>?));
        }
        catch (JsonException)
        {
            throw Malformed("it is not well-formed JSON");
        }
        catch (InvalidOperationException)
        {
            // What JsonElement says of bytes that are not UTF-8, and of half a surrogate pair.
            throw Malformed("it has a text that is not Unicode");
        }
    }

    private string Name(string environment, string service, string name) =>
        SecretAddress.TryParse($"{environment}/{service}/{name}", out _, out var problem)
            ? name
            : throw Malformed($"'{Shown(name)}' is not the name of a secret: {problem}");

    private ReleaseEntry Entry(string name, JsonElement element)
    {
        var where = $"the secret '{Shown(name)}'";
        var fields = Fields(element, where);
        if (fields.TryGetValue("ciphertext", out var ciphertext))
        {
            RequireKnown(fields, where, "ciphertext");
            return new InlineEntry(Ciphertext(ciphertext, $"'ciphertext' of {where}"));
        }

        RequireKnown(fields, where, "sha256", "version");
        var (sha256, version) = (Text(fields, where, "sha256"), Text(fields, where, "version"));
        return !ReleasePin.IsDigest(sha256) ? throw Malformed($"'sha256' of {where} is not 64 lower-case hexadecimal digits")
            : !VersionId.IsPinnable(version) ? throw Malformed($"'version' of {where} is not the id of a version in S3")
            : new StoredEntry(sha256, version);
    }

    // Before the fields: a later format may have others.
    private int VersionOf(Dictionary<string, JsonElement> fields) => Required(fields, "it", "version") switch
    {
        { ValueKind: JsonValueKind.Number } version when version.GetRawText() == "1" => ReleaseWriter.FormatVersion,
        { ValueKind: JsonValueKind.Number } version when version.GetRawText() == "2" => ReleaseWriter.FormatVersionWithSeed,
        _ => throw Malformed("it is of a format that this version of coffer does not know"),
    };

    private byte[] Ciphertext(JsonElement element, string where) =>
        element.ValueKind == JsonValueKind.String && element.TryGetBytesFromBase64(out var bytes)
            && bytes.Length is > 0 and <= Release.MaxInlineBytes
            ? bytes
            : throw Malformed($"{where} is not the base64 of 1 to {Release.MaxInlineBytes} bytes");

    private Dictionary<string, JsonElement> Fields(JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Malformed($"{where} is not an object");
        }

        var fields = new Dictionary<string, JsonElement>();
        foreach (var field in element.EnumerateObject())
        {
            if (!fields.TryAdd(field.Name, field.Value))
            {
                throw Malformed($"{where} has the field '{Shown(field.Name)}' twice");
            }
        }

        return fields;
    }

    private void RequireKnown(Dictionary<string, JsonElement> fields, string where, params ReadOnlySpan<string> known)
    {
        foreach (var name in fields.Keys)
        {
            if (!known.Contains(name))
            {
                throw Malformed($"{where} has the unknown field '{Shown(name)}'");
            }
        }
    }

    private JsonElement Required(Dictionary<string, JsonElement> fields, string where, string name) =>
        fields.TryGetValue(name, out var value) ? value : throw Malformed($"{where} has no field '{name}'");

    private string Text(Dictionary<string, JsonElement> fields, string where, string name) =>
        Required(fields, where, name) is { ValueKind: JsonValueKind.String } value
            ? value.GetString()!
            : throw Malformed($"'{name}' of {where} is not a text");

    private void RequireSame(string found, string expected, string field)
    {
        if (found != expected)
        {
            throw new CofferException(
                ErrorCode.Malformed,
                $"{what} is that of the {field} '{Shown(found)}', not of '{expected}'",
                $"COFFER_BUCKET, COFFER_ENVIRONMENT, COFFER_SERVICE and {ReleasePin.Variable} belong together: take all of them from one "
                    + "output of Terraform or 'coffer push'");
        }
    }

    private static string Shown(string name) => AddressGrammar.Printable(name);

    private CofferException Malformed(string problem) => new(
        ErrorCode.Malformed,
        $"{what} is malformed: {problem}",
        "let Terraform or 'coffer push' write it again, and deploy with its new COFFER_RELEASE");
}
