using Coffer.Core.Formats.Releases;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Synchronization;

/// <summary>How a service's release in the bucket stands to the repository.</summary>
internal enum ReleaseState
{
    /// <summary>It is that of the repository's files.</summary>
    Same,

    /// <summary>It is another one.</summary>
    Different,

    /// <summary>There is none, or none that can be pinned.</summary>
    None,
}

/// <summary>How a pin stands to the repository and the bucket.</summary>
internal enum PinComparison
{
    /// <summary>Its release is that of the repository's files, and the bucket has it in the version that is pinned.</summary>
    Same,

    /// <summary>Its release is another one.</summary>
    Different,

    /// <summary>Its release is that of the files, but the bucket does not have it in the version that is pinned: nothing starts.</summary>
    Lost,

    /// <summary>Its release is that of the files; whether the bucket has the version may not be asked.</summary>
    Unknown,
}

/// <summary>The release of one service on both sides.</summary>
/// <param name="Service">The service.</param>
/// <param name="State">How the sides stand.</param>
/// <param name="Expected">
/// The release that the repository's files make; null where a large one is not in the bucket in a version that can be pinned.
/// </param>
/// <param name="Secrets">How many secrets the repository has.</param>
/// <param name="Pin">The bucket's release as <c>COFFER_RELEASE</c>; null where there is none.</param>
/// <param name="Tag">The object's tag; null where there is no object.</param>
/// <param name="NeedsPin">Whether a secret of the service opens through a pin only.</param>
internal sealed record ComparedRelease(
    string Service,
    ReleaseState State,
    ReadOnlyMemory<byte>? Expected,
    int Secrets,
    ReleasePin? Pin,
    string? Tag,
    bool NeedsPin = false);

/// <summary>The releases of an environment.</summary>
internal static class ReleaseComparison
{
    /// <summary>Compares, for all services of both sides in their order.</summary>
    public static async Task<IReadOnlyList<ComparedRelease>> CompareAsync(
        RepositoryReading here, BucketComparison bucket, ISecretStore store, CancellationToken cancellation)
    {
        var services = bucket.Secrets.Where(secret => secret.State != SecretState.OnlyInBucket)
            .ToLookup(secret => secret.Key[..secret.Key.IndexOf('/', StringComparison.Ordinal)]);
        var compared = new List<ComparedRelease>();
        foreach (var service in services.Select(service => service.Key).Union(bucket.Releases.Keys).Order(StringComparer.Ordinal))
        {
            IReadOnlyList<ComparedSecret> secrets = [.. services[service]];
            var none = new ComparedRelease(
                service, ReleaseState.None, Expected(here, service, secrets), secrets.Count, null, null, here.NeedsPin(service));
            compared.Add(bucket.Releases.TryGetValue(service, out var item)
                ? await CompareAsync(none, item, store, cancellation).ConfigureAwait(false)
                : none);
        }

        return compared;
    }

    /// <summary>
    /// Compares a pin: by its digest with the files, and where that is the same, by its version with the bucket. The bucket is asked for a
    /// version that is not the one of the release it has now.
    /// </summary>
    public static async Task<PinComparison> CompareAsync(
        ReleasePin pin, ComparedRelease release, ISecretStore store, CancellationToken cancellation)
    {
        if (release.Expected is not { } expected || ReleasePin.DigestOf(expected.Span) != pin.Sha256)
        {
            return PinComparison.Different;
        }

        if (pin == release.Pin)
        {
            return PinComparison.Same;
        }

        try
        {
            var stored = await store.GetAsync(Release.KeyOf(release.Service), pin.Version, cancellation).ConfigureAwait(false);
            return ReleasePin.DigestOf(stored.Bytes) == pin.Sha256 ? PinComparison.Same : PinComparison.Lost;
        }
        catch (CofferException exception) when (exception.Code is ErrorCode.NotFound or ErrorCode.Malformed)
        {
            return PinComparison.Lost;
        }
        catch (CofferException exception) when (exception.Code == ErrorCode.Denied)
        {
            return PinComparison.Unknown;
        }
    }

    private static async Task<ComparedRelease> CompareAsync(
        ComparedRelease none, StoredObject item, ISecretStore store, CancellationToken cancellation)
    {
        try
        {
            var stored = await store.GetAsync(item.Key, null, cancellation).ConfigureAwait(false);
            var pin = VersionId.IsPinnable(stored.Version) ? ReleasePin.Of(stored.Bytes, stored.Version!) : null;
            var state = pin is null ? ReleaseState.None
                : none.Expected is { } bytes && bytes.Span.SequenceEqual(stored.Bytes) ? ReleaseState.Same
                : ReleaseState.Different;
            return none with { State = state, Pin = pin, Tag = item.Tag };
        }
        catch (CofferException exception) when (exception.Code == ErrorCode.NotFound)
        {
            // Deleted since it was listed.
            return none;
        }
    }

    /// <summary>The release that files make; null where a large one has no version that can be pinned.</summary>
    /// <param name="here">The repository's files.</param>
    /// <param name="service">The service.</param>
    /// <param name="secrets">Its secrets, with their versions in the bucket.</param>
    public static ReadOnlyMemory<byte>? Expected(RepositoryReading here, string service, IReadOnlyList<ComparedSecret> secrets)
    {
        var entries = new Dictionary<string, ReleaseEntry>();
        foreach (var secret in secrets)
        {
            var name = secret.Key[(service.Length + 1)..];
            var content = here.ContentOf(secret.Key);
            if (content.Length <= Release.MaxInlineBytes)
            {
                entries.Add(name, new InlineEntry(content));
            }
            else if (VersionId.IsPinnable(secret.Version))
            {
                entries.Add(name, new StoredEntry(ReleasePin.DigestOf(content), secret.Version!));
            }
            else
            {
                return null;
            }
        }

        return ReleaseWriter.Write(new Release(here.Environment, service, entries, here.SeedOf(service)));
    }
}
