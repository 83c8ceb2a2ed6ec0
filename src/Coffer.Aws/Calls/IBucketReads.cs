using Coffer.Core.Ports;

namespace Coffer.Aws.Calls;

/// <summary>What a page of a listing says of an object; null for what it does not say.</summary>
internal sealed record ListedObject(string? Key, long? Bytes, string? Tag);

/// <summary>A page of a listing, as it was answered; null for what it does not say.</summary>
/// <param name="Count">How many objects it says that it has.</param>
/// <param name="GoesOn">Whether there is another page.</param>
/// <param name="Next">Where that begins.</param>
/// <param name="Objects">The objects.</param>
internal sealed record ListedPage(int? Count, bool? GoesOn, string? Next, IReadOnlyList<ListedObject> Objects);

/// <summary>What is read of a bucket. A call is one request, and its answer whole.</summary>
internal interface IBucketReads
{
    /// <summary>A page of a listing, which <see cref="WholeAnswers.Page"/> has not looked at yet.</summary>
    /// <param name="prefix">What all keys begin with.</param>
    /// <param name="token">Where the page before ended; null for the first.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    Task<ListedPage> ListAsync(string prefix, string? token, CancellationToken cancellation);

    /// <summary>An object.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="version">Its version; null for the newest.</param>
    /// <param name="known">The tag of the content that is known; null where none is.</param>
    /// <param name="attempt">The attempt, which gets the time that the object's length needs.</param>
    /// <param name="placeOf">Makes a place for a body of so many bytes; null where memory is to do.</param>
    /// <returns>Null where it is still the one that is known.</returns>
    Task<StoredContent?> GetAsync(string key, string? version, string? known, Attempt attempt, Func<long, ISecretPlace?>? placeOf);
}
