namespace Coffer.Core.Formats.Envelopes;

/// <summary>A message that is refused. Holds no plaintext and nothing of the message's content.</summary>
internal sealed class EnvelopeException(EnvelopeProblem problem, string message) : Exception(message)
{
    /// <summary>The class of the failure.</summary>
    public EnvelopeProblem Problem { get; } = problem;
}
