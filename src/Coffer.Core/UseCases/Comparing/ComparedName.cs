using Coffer.Core.Model;

namespace Coffer.Core.UseCases.Comparing;

/// <summary>How the two secrets of a name stand.</summary>
internal enum Difference
{
    /// <summary>The same value.</summary>
    Same,

    /// <summary>Another value.</summary>
    Different,

    /// <summary>Other bytes, which could not both be opened: the value may be the same or not.</summary>
    OtherCiphertext,

    /// <summary>Not on the second side.</summary>
    OnlyInFirst,

    /// <summary>Not on the first side.</summary>
    OnlyInSecond,
}

/// <summary>One name on both sides.</summary>
/// <param name="Name">The name below what was asked for.</param>
/// <param name="First">The secret on the first side; null where it has none.</param>
/// <param name="Second">The secret on the second side; null where it has none.</param>
/// <param name="Difference">How they stand.</param>
/// <param name="Reason">Why they were not opened; null where they were, or did not have to be.</param>
internal sealed record ComparedName(
    string Name, SecretAddress? First, SecretAddress? Second, Difference Difference, CofferException? Reason = null);
