using System.Globalization;
using System.Text.Json;

namespace Coffer.LocalAws.Events;

/// <summary>An event as a person reads it: when, who, which action, on what, and how it was decided.</summary>
/// <param name="Time">The time of day, here.</param>
/// <param name="Who">The role, user or root.</param>
/// <param name="Action">The action as a policy names it.</param>
/// <param name="What">The secret that the encryption context names; else the resource.</param>
/// <param name="Outcome">What became of it, and why.</param>
internal sealed record EventRow(string Time, string Who, string Action, string What, string Outcome)
{
    /// <summary>What stands above the columns.</summary>
    public static readonly EventRow Head = new("TIME", "WHO", "ACTION", "WHAT", "OUTCOME");

    private static readonly string[] Address = ["environment", "service", "secret"];

    /// <summary>Reads a line of a file of events; null where it is none.</summary>
    public static EventRow? Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var record = document.RootElement;
            return new EventRow(
                record.GetProperty("eventTime").GetDateTimeOffset().ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture),
                WhoOf(record.GetProperty("userIdentity")),
                $"{Text(record, "eventSource")?.Split('.')[0]}:{Text(record, "eventName")}",
                WhatOf(record),
                OutcomeOf(record));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The line of the table. Lines are printed as they come, so the columns have their widths from the start.</summary>
    public override string ToString() => Printable($"{Time,-8}  {Who,-24}  {Action,-26}  {What,-44}  {Outcome}").TrimEnd();

    private static string WhoOf(JsonElement identity) => Text(identity, "type") switch
    {
        "Root" => $"root of {Text(identity, "accountId")}",
        "AssumedRole" => $"role {identity.GetProperty("sessionContext").GetProperty("sessionIssuer").GetProperty("userName").GetString()}",
        "IAMUser" => $"user {Text(identity, "userName")}",
        _ => "unknown",
    };

    private static string WhatOf(JsonElement record)
    {
        var parameters = record.GetProperty("requestParameters");
        foreach (var name in (string[])["encryptionContext", "sourceEncryptionContext"])
        {
            if (parameters.TryGetProperty(name, out var context))
            {
                var pairs = context.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString());
                return Array.TrueForAll(Address, pairs.ContainsKey)
                    ? string.Join('/', Address.Select(part => pairs[part]))
                    : string.Join(',', pairs.Select(pair => $"{pair.Key}={pair.Value}"));
            }
        }

        return record.TryGetProperty("resources", out var resources) && Text(resources[0], "ARN") is { } arn
            ? arn[(arn.StartsWith("arn:", StringComparison.Ordinal) ? arn.LastIndexOf(':') + 1 : 0)..]
            : string.Join(' ', parameters.EnumerateObject().Select(parameter => parameter.Value.ToString()));
    }

    private static string OutcomeOf(JsonElement record)
    {
        var decision = record.TryGetProperty("additionalEventData", out var data) ? data : default(JsonElement?);
        var word = Text(record, "errorCode") ?? (decision is { } made ? Text(made, "decision") : null) ?? "done";
        return decision is { } reasoned ? $"{word}: {Text(reasoned, "reason")}" : word;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    // Names come from clients, and this is for a terminal.
    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
