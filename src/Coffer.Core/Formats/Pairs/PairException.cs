namespace Coffer.Core.Formats.Pairs;

/// <summary>A file or a key that is refused. Holds no plaintext and nothing of the file's content.</summary>
internal sealed class PairException(PairProblem problem, string message) : Exception(message)
{
    /// <summary>The class of the failure.</summary>
    public PairProblem Problem { get; } = problem;
}
