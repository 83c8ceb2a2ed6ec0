using Coffer.Core.Formats.Pairs;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Core.UseCases.Sealing;

/// <summary>A value beside what the repository has at its address.</summary>
/// <param name="Address">Where it belongs.</param>
/// <param name="Value">The value.</param>
/// <param name="Before">The file as it was when it was compared; null where there was none.</param>
/// <param name="IsSame">Whether that file holds the same value.</param>
/// <param name="Ciphertext">What is to be written; null where the file is right, or nothing is to be written.</param>
internal sealed record SealedValue(SecretAddress Address, SecretValue Value, byte[]? Before, bool IsSame, byte[]? Ciphertext)
{
    /// <summary>What happens to the file, in a word or two.</summary>
    public string Change => IsSame ? "unchanged" : Before is null ? "sealed" : "sealed again";

    /// <summary>Whether it was sealed for the service's key pair.</summary>
    public bool IsForPair => Ciphertext is not null && PairMessage.Is(Ciphertext);

    /// <summary>Whether the file is still the one that the value was compared with.</summary>
    public bool IsCurrent(SecretRepository repository) => Before.AsSpan().SequenceEqual(ValueSealing.FileAt(repository, Address));
}
