namespace Coffer.Core.Formats.Envelopes;

/// <summary>A message that is refused. Holds no plaintext and nothing of the message's content.</summary>
internal sealed class EnvelopeException(EnvelopeFault fault, string message) : Exception(message)
{
    /// <summary>The class of the failure.</summary>
    public EnvelopeFault Fault { get; } = fault;
}
