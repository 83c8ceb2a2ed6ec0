using Coffer.Core.Model;

namespace Coffer.Core.Repository;

/// <summary>The secrets of the repository that somebody means: never none, since that is more likely a slip than a wish.</summary>
internal static class FoundSecrets
{
    /// <summary>The secrets whose whole address a pattern is; with a slash at its end, those below it.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.NotFound"/> with what is near.</exception>
    public static IReadOnlyList<SecretAddress> ByAddress(SecretRepository repository, AddressPattern pattern) =>
        All(repository, pattern, pattern.IsAddressOf);

    /// <summary>The secrets at a place or below it.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.NotFound"/> with what is near.</exception>
    public static IReadOnlyList<SecretAddress> ByPlace(SecretRepository repository, AddressPattern pattern) =>
        All(repository, pattern, pattern.IsPlaceOf);

    /// <summary>The same for a reader that must have all of them.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="pattern">What is meant.</param>
    /// <param name="fits">Which secrets that is.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.NotFound"/> where one is listed and not here, too.</exception>
    public static IReadOnlyList<SecretAddress> Whole(
        SecretRepository repository, AddressPattern pattern, Func<SecretAddress, bool> fits) =>
        Some(repository, pattern, [.. SecretSet.Of(repository, pattern, fits).SelectMany(set => set.Whole())]);

    private static IReadOnlyList<SecretAddress> All(
        SecretRepository repository, AddressPattern pattern, Func<SecretAddress, bool> fits) =>
        Some(repository, pattern, [.. SecretSet.Of(repository, pattern, fits).SelectMany(set => set.All)]);

    private static IReadOnlyList<SecretAddress> Some(
        SecretRepository repository, AddressPattern pattern, IReadOnlyList<SecretAddress> found) =>
        found.Count > 0 ? found : throw NearAddresses.Nothing(repository, pattern);
}
