using Coffer.Core.Model;

namespace Coffer.Core.Formats.Envelopes;

/// <summary>What a message says of itself to somebody without its keys.</summary>
/// <param name="Header">The header; null where the message is malformed.</param>
/// <param name="PlaintextBytes">The plaintext's length, in bytes.</param>
/// <param name="Problem">Why it is malformed; null where it is not.</param>
internal sealed record EnvelopeSummary(EnvelopeHeader? Header, int PlaintextBytes, string? Problem)
{
    /// <summary>Takes a message apart; keeps nothing of its body.</summary>
    public static EnvelopeSummary Of(ReadOnlyMemory<byte> message)
    {
        try
        {
            var parsed = EnvelopeMessage.Parse(message);
            return new EnvelopeSummary(parsed.Header, parsed.PlaintextBytes, null);
        }
        catch (EnvelopeException exception)
        {
            return new EnvelopeSummary(null, 0, exception.Message);
        }
    }

    /// <summary>The ARNs of the keys, in the order of the entries.</summary>
    public IReadOnlyList<KeyName> KeyArns => [.. (Header?.DataKeys ?? []).Select(ExpectedEntries.ArnOf).OfType<KeyName>()];

    /// <summary>Whether the context that the header claims is the expected one.</summary>
    public bool HasContext(IEnumerable<KeyValuePair<string, string>> expected)
    {
        try
        {
            EnvelopeContext.Require(Header!, expected);
            return true;
        }
        catch (EnvelopeException)
        {
            return false;
        }
    }
}
