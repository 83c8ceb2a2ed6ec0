using Coffer.Core.Model;

namespace Coffer.Cli;

/// <summary>The command that opens a file without Coffer: for the day when it is not there.</summary>
internal static class OpenLine
{
    /// <summary>
    /// The AWS CLI's for KMS blobs, the Encryption SDK's for envelopes, a program's for what a key pair opens; null for what none opens.
    /// </summary>
    public static string? For(Inspection file, string path) => file.Content.Format switch
    {
        SealedFormat.Kms or SealedFormat.Unknown => Kms(file, Quoted(path)),
        SealedFormat.Envelope when file.Envelope is { Header: not null } && file.Keys.Count > 0 => Envelope(file, Quoted(path)),
        SealedFormat.Service when file.KeyId is not null => Service(file, path),
        _ => null,
    };

    private static string Kms(Inspection file, string path) => Kms(file, path, file.Context);

    /// <summary>The private key by the AWS CLI, and both through the program of docs/manual/other-languages.md.</summary>
    private static string Service(Inspection file, string path)
    {
        // The secret's path ends with its name, so that the service's folder is what is before it.
        var folder = path[..^file.Address.Name.Length];
        var seed = file.Address with { Name = SecretAddress.SeedName };
        var open = Kms(file, Quoted(folder + SecretAddress.SeedName), EncryptionContext.For(seed, Binding.Bound));
        var (environment, service, name) = file.Address;
        return $"{{ {open}; cat {Quoted(path)}; }} | node open-secret.mjs {environment} {service} {name}";
    }

    /// <summary>https://docs.aws.amazon.com/cli/latest/reference/kms/decrypt.html</summary>
    private static string Kms(Inspection file, string path, IReadOnlyList<KeyValuePair<string, string>> context)
    {
        var parts = new List<string> { $"aws kms decrypt --ciphertext-blob fileb://{path}" };
        if (context.Count > 0)
        {
            parts.Add($"--encryption-context {EncryptionContext.ToShorthand(context)}");
        }

        if (file.Environment.Region is { } region)
        {
            parts.Add($"--region {region}");
        }

        if (file.Environment.Endpoint is { } endpoint)
        {
            parts.Add($"--endpoint-url {endpoint.GetLeftPart(UriPartial.Authority)}");
        }

        return $"{string.Join(' ', parts)} --output text --query Plaintext | base64 --decode";
    }

    /// <summary>https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/crypto-cli-reference.html</summary>
    private static string Envelope(Inspection file, string path)
    {
        var context = file.Context.Count == 0
            ? ""
            : $" --encryption-context {string.Join(' ', file.Context.Select(pair => $"{pair.Key}={pair.Value}"))}";
        return $"aws-encryption-cli --decrypt --input {path} --wrapping-keys key={file.Keys[0]}{context}"
            + $" --commitment-policy require-encrypt-require-decrypt --max-encrypted-data-keys {file.Keys.Count} --buffer "
                + "--suppress-metadata --output -";
    }

    private static string Quoted(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-')
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
