using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer inspect</c>: what a file says of itself. Asks nobody.</summary>
internal static class InspectCommand
{
    public static Command Create(App app)
    {
        var address = Arguments.Address(Arguments.Several);
        var json = Arguments.Json();
        var textconv = new Option<bool>("--textconv")
        {
            Description = "ADDRESS is the path of a file: print what it says of itself, for 'git diff'",
        };
        var command = new Command("inspect", "Show what a secret's file says of itself; no AWS call") { address, json, textconv };
        command.SetAction(parsed => parsed.GetValue(textconv)
            ? TextOfFile.Print(app, parsed.GetRequiredValue(address), parsed.GetValue(json))
            : Run(app, parsed.GetRequiredValue(address), parsed.GetValue(json)));
        return command;
    }

    private static int Run(App app, string typed, bool asJson)
    {
        var repository = app.Repository();
        var pattern = AddressPattern.Parse(typed);
        var addresses = pattern.IsMany
            ? FoundSecrets.Whole(repository, pattern, pattern.IsAddressOf)
            : [SecretAddress.Parse(typed)];
        var shown = addresses.Select(address => Look(app, repository, address)).ToList();
        if (asJson)
        {
            // One that is named is the object; of a pattern it is a list, however many fit.
            JsonOutput.Print(json =>
            {
                if (pattern.IsMany)
                {
                    json.WriteList("secrets", shown, one => WriteJson(json, one.File, one.Open));
                }
                else
                {
                    WriteJson(json, shown[0].File, shown[0].Open);
                }
            });
            return 0;
        }

        foreach (var (file, open) in shown)
        {
            if (file != shown[0].File)
            {
                Terminal.Line("");
            }

            PrintText(file, open);
        }

        return 0;
    }

    private static (Inspection File, string? Open) Look(App app, SecretRepository repository, SecretAddress address)
    {
        var file = Inspection.Of(address, repository.Environment(address.Environment), repository.Read(address));
        return (file, OpenLine.For(file, Path.GetRelativePath(app.Folder, repository.PathOf(address))));
    }

    private static void PrintText(Inspection shown, string? open)
    {
        static void Field(string name, string? value)
        {
            if (value is not null)
            {
                Terminal.Line($"{name + ":",-13}{value}");
            }
        }

        Field("address", shown.Address.ToString());
        Field("format", shown.Format + (shown.Blob is { IsLocal: true } ? " (made by coffer-local)"
            : shown.Content.IsOfEmulator ? " (made by moto or LocalStack)" : ""));
        Field("problem", shown.Problem);
        Field("mend", shown.Mend);
        Field("bytes", shown.Bytes.ToString(CultureInfo.InvariantCulture));
        Field("plaintext", shown.PlaintextBytes is { } bytes ? $"{bytes} {(bytes == 1 ? "byte" : "bytes")}" : null);
        Field("keys", string.Join(", ", shown.Keys) + (shown.Envelope is null ? " (configured)" : ""));
        Field("key pair", shown.KeyId);
        Field("fingerprint", shown.Blob?.Fingerprint);
        Field("context", shown.Context.Count == 0 ? "none" : EncryptionContext.ToShorthand(shown.Context));
        Field("open", open);
    }

    private static void WriteJson(Utf8JsonWriter json, Inspection shown, string? open)
    {
        json.WriteString("address", shown.Address.ToString());
        json.WriteString("format", shown.Format);
        json.WriteNumber("bytes", shown.Bytes);
        if (shown.PlaintextBytes is { } bytes)
        {
            json.WriteNumber("plaintextBytes", bytes);
        }
        else
        {
            json.WriteNull("plaintextBytes");
        }

        json.WriteStartArray("keys");
        foreach (var key in shown.Keys)
        {
            json.WriteStringValue(key.Text);
        }

        json.WriteEndArray();
        json.WriteString("keyFingerprint", shown.Blob?.Fingerprint);
        json.WriteString("keyPair", shown.KeyId);
        json.WriteStartObject("encryptionContext");
        foreach (var (name, value) in shown.Context)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteString("open", open);
        json.WriteString("problem", shown.Problem);
        json.WriteString("mend", shown.Mend);
        json.WriteBoolean("local", shown.Blob is { IsLocal: true });
    }
}
