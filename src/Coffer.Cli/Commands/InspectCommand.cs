using System.CommandLine;
using System.Globalization;
using Coffer.Core.Addresses;
using Coffer.Core.Configuration;
using Coffer.Core.Sealing;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer inspect</c>: what a file says of itself. Asks nobody.</summary>
internal static class InspectCommand
{
    public static Command Create(App app)
    {
        var address = Arguments.Address();
        var json = Arguments.Json();
        var command = new Command("inspect", "Show what a secret's file says of itself; no AWS call") { address, json };
        command.SetAction(parsed => Run(app, SecretAddress.Parse(parsed.GetRequiredValue(address)), parsed.GetValue(json)));
        return command;
    }

    private static int Run(App app, SecretAddress address, bool asJson)
    {
        var repository = app.Repository();
        var environment = repository.Environment(address.Environment);
        var file = repository.Read(address);
        var shown = new Inspection(
            address, environment, SealedContent.Of(file), file.Length, OpenLine(app, address, environment, repository.PathOf(address)));
        if (asJson)
        {
            PrintJson(app, shown);
        }
        else
        {
            PrintText(app, shown);
        }

        return 0;
    }

    /// <summary>The plain AWS CLI's way to open it: for the day when Coffer is not there.</summary>
    private static string OpenLine(App app, SecretAddress address, EnvironmentSettings environment, string path)
    {
        var context = EncryptionContext.For(address, environment.Binding);
        var parts = new List<string> { $"aws kms decrypt --ciphertext-blob fileb://{Quoted(Path.GetRelativePath(app.Folder, path))}" };
        if (context.Count > 0)
        {
            parts.Add($"--encryption-context {EncryptionContext.ToShorthand(context)}");
        }

        if (environment.Region is { } region)
        {
            parts.Add($"--region {region}");
        }

        if (environment.Endpoint is { } endpoint)
        {
            parts.Add($"--endpoint-url {endpoint.GetLeftPart(UriPartial.Authority)}");
        }

        return $"{string.Join(' ', parts)} --output text --query Plaintext | base64 --decode";
    }

    private static string Quoted(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-') ? path : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static void PrintText(App app, Inspection shown)
    {
        void Field(string name, string? value)
        {
            if (value is not null)
            {
                Terminal.Line($"{name + ":",-13}{value}");
            }
        }

        var context = EncryptionContext.For(shown.Address, shown.Environment.Binding);
        Field("address", shown.Address.ToString());
        Field("format", shown.Format + (shown.Content.Blob is { IsLocal: true } ? " (made by coffer-local)" : ""));
        Field("problem", shown.Content.Problem);
        Field("bytes", shown.Bytes.ToString(CultureInfo.InvariantCulture));
        Field("plaintext", shown.Content.Blob is { } blob ? $"{blob.PlaintextBytes} bytes" : null);
        Field("key", string.Join(", ", shown.Environment.Keys) + " (configured)");
        Field("fingerprint", shown.Content.Blob?.Fingerprint);
        Field("context", context.Count == 0 ? "none" : EncryptionContext.ToShorthand(context));
        Field("open", shown.IsKms ? shown.OpenLine : null);
    }

    private static void PrintJson(App app, Inspection shown) => JsonOutput.Print(json =>
    {
        json.WriteString("address", shown.Address.ToString());
        json.WriteString("format", shown.Format);
        json.WriteNumber("bytes", shown.Bytes);
        if (shown.Content.Blob is { } blob)
        {
            json.WriteNumber("plaintextBytes", blob.PlaintextBytes);
        }
        else
        {
            json.WriteNull("plaintextBytes");
        }

        json.WriteStartArray("keys");
        foreach (var key in shown.Environment.Keys)
        {
            json.WriteStringValue(key);
        }

        json.WriteEndArray();
        json.WriteString("keyFingerprint", shown.Content.Blob?.Fingerprint);
        json.WriteStartObject("encryptionContext");
        foreach (var (name, value) in EncryptionContext.For(shown.Address, shown.Environment.Binding))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteString("open", shown.IsKms ? shown.OpenLine : null);
        json.WriteString("problem", shown.Content.Problem);
        json.WriteBoolean("local", shown.Content.Blob is { IsLocal: true });
    });

    private sealed record Inspection(
        SecretAddress Address, EnvironmentSettings Environment, SealedContent Content, int Bytes, string OpenLine)
    {
        public bool IsKms => Content.Format is SealedFormat.Kms or SealedFormat.Unknown;

        public string Format => Content.Format switch
        {
            SealedFormat.Kms => "kms",
            SealedFormat.Envelope => "envelope",
            _ => "unknown",
        };
    }
}
