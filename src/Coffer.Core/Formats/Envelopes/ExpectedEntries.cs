using System.Text;

namespace Coffer.Core.Formats.Envelopes;

/// <summary>Which entries of a message are asked for, and under which key: never one that only the message names.</summary>
internal static class ExpectedEntries
{
    private const int RegionField = 3;

    /// <summary>The entries that an expected key may have sealed; those in the caller's region first, then the keys' order.</summary>
    public static IEnumerable<(string Key, EncryptedDataKey Entry)> Of(
        EnvelopeHeader header, IReadOnlyList<string> expected, string region) =>
        from key in expected.OrderBy(key => RegionOf(key) is { } own && own != region)
        from entry in header.DataKeys
        where entry.Provider == EncryptedDataKey.Kms && Matches(key, ArnOf(entry))
        select (key, entry);

    /// <summary>The ARN in an entry; null where it is none.</summary>
    public static string? ArnOf(EncryptedDataKey entry)
    {
        var text = Encoding.UTF8.GetString(entry.KeyArn);
        return text.Split(':') is ["arn", _, "kms", { Length: > 0 }, { Length: > 0 }, var resource] && resource.StartsWith("key/", StringComparison.Ordinal)
            ? text
            : null;
    }

    /// <summary>The region of an ARN; null for an id or an alias, which are the caller's region's.</summary>
    public static string? RegionOf(string key) =>
        key.StartsWith("arn:", StringComparison.Ordinal) && key.Split(':') is { Length: > RegionField } parts ? parts[RegionField] : null;

    // An alias does not tell its key's ARN. KMS does: asked under the alias, it refuses another key's ciphertext.
    private static bool Matches(string key, string? arn) => arn is not null && (
        key.Contains("alias/", StringComparison.Ordinal)
            ? RegionOf(key) is not { } region || region == RegionOf(arn)
            : key == arn || (RegionOf(key) is null && arn.EndsWith($":key/{key}", StringComparison.Ordinal)));
}
