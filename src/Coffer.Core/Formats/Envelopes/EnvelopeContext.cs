namespace Coffer.Core.Formats.Envelopes;

/// <summary>The context in a header is a claim: it must be that of the address, which the reader computes itself.</summary>
internal static class EnvelopeContext
{
    /// <summary>Compares a header's context with the expected one; a signing suite adds its public key.</summary>
    /// <exception cref="EnvelopeException"><see cref="EnvelopeProblem.Context"/>.</exception>
    public static void Require(EnvelopeHeader header, IEnumerable<KeyValuePair<string, string>> expected)
    {
        var own = header.Context.Where(pair => !header.Suite.IsSigned || pair.Key != MessageSignature.ContextKey);
        if (!own.SequenceEqual(EnvelopeHeader.Sorted(expected)))
        {
            throw new EnvelopeException(EnvelopeProblem.Context, "its encryption context is not that of its address");
        }
    }
}
