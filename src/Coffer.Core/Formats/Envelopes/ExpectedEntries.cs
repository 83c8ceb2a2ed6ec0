using System.Text;
using Coffer.Core.Model;

namespace Coffer.Core.Formats.Envelopes;

/// <summary>Which entries of a message are asked for, and under which key: never one that only the message names.</summary>
internal static class ExpectedEntries
{
    /// <summary>The entries that an expected key may have sealed; those in the caller's region first, then the keys' order.</summary>
    public static IEnumerable<(KeyName Key, EncryptedDataKey Entry)> Of(
        EnvelopeHeader header, IReadOnlyList<KeyName> expected, string region) =>
        from key in expected.OrderBy(key => key.Region is { } own && own != region)
        from entry in header.DataKeys
        where entry.Provider == EncryptedDataKey.Kms && ArnOf(entry) is { } arn && key.MayBe(arn)
        select (key, entry);

    /// <summary>The key's ARN in an entry; null where it is none.</summary>
    public static KeyName? ArnOf(EncryptedDataKey entry) =>
        KeyName.TryParse(Encoding.UTF8.GetString(entry.KeyArn)) is { IsKeyArn: true } arn ? arn : null;
}
