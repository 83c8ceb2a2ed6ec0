namespace Coffer.Core.UseCases.Verification;

/// <summary>How much a finding matters.</summary>
internal enum Severity
{
    /// <summary>Wrong: it must not be merged.</summary>
    Error,

    /// <summary>Doubtful: somebody should look.</summary>
    Warning,

    /// <summary>Worth knowing.</summary>
    Information,
}

/// <summary>Something that verification noticed; never any content.</summary>
/// <param name="Rule">What kind it is of.</param>
/// <param name="Environment">The environment it belongs to; null where it lies beside them.</param>
/// <param name="Path">The file, relative to the repository's root.</param>
/// <param name="Message">What is the matter.</param>
/// <param name="Hint">What to do.</param>
internal sealed record Finding(Rule Rule, string? Environment, string Path, string Message, string? Hint = null)
{
    /// <summary>How much it matters.</summary>
    public Severity Severity => Rule.Severity;
}
