using System.Runtime.CompilerServices;
using Coffer.Core.Formats.Releases;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Loading;

/// <summary>
/// A service's secrets as one release has them. A pinned one is one object, read by its version and compared with its digest: nothing
/// that was added, swapped or rolled back in the bucket since is looked at. The newest one is what the object is now. No listing, either
/// way.
/// </summary>
/// <param name="store">The bucket.</param>
/// <param name="bucket">Its name.</param>
/// <param name="environment">The environment.</param>
/// <param name="service">The service.</param>
/// <param name="pin">The release; null for the newest.</param>
/// <param name="newest">What is known of the newest from the time before; null for nothing.</param>
internal sealed class ReleaseSource(
    ISecretStore store, string bucket, string environment, string service, ReleasePin? pin, NewestRelease? newest = null) : ISecretSource
{
    private readonly Lock starting = new();
    private Task<Release>? loading;

    /// <inheritdoc/>
    public string Description => $"the release of s3://{bucket}/{service}";

    /// <inheritdoc/>
    public string Environment => environment;

    /// <inheritdoc/>
    public string Service => service;

    private string Shown => $"the release s3://{bucket}/{Release.KeyOf(service)}{(pin is null ? "" : $" (version '{pin.Version}')")}";

    /// <inheritdoc/>
    public async IAsyncEnumerable<SecretAddress> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var name in (await LoadedAsync(cancellation).ConfigureAwait(false)).Secrets.Keys)
        {
            yield return new SecretAddress(environment, service, name);
        }
    }

    /// <inheritdoc/>
    public string? TagOf(SecretAddress address) =>
        loading is { IsCompletedSuccessfully: true, Result: var release }
            ? release.Secrets.GetValueOrDefault(address.Name) switch
            {
                InlineEntry inline => ReleasePin.DigestOf(inline.Ciphertext.Span),
                StoredEntry stored => stored.Sha256,
                _ => null,
            }
            : null;

    /// <inheritdoc/>
    public async Task<byte[]> ReadAsync(SecretAddress address, CancellationToken cancellation) =>
        (await FindAsync(address, null, cancellation).ConfigureAwait(false)).Bytes;

    /// <inheritdoc/>
    public Task<StoredContent> ReadAsync(SecretAddress address, ISecretPlaces places, CancellationToken cancellation) =>
        FindAsync(address, bytes => places.Make(address, bytes), cancellation);

    private async Task<StoredContent> FindAsync(
        SecretAddress address, Func<long, ISecretPlace?>? placeOf, CancellationToken cancellation)
    {
        var release = await LoadedAsync(cancellation).ConfigureAwait(false);
        return release.Secrets.GetValueOrDefault(address.Name) switch
        {
            InlineEntry inline => new StoredContent(inline.Ciphertext.ToArray(), null),
            StoredEntry stored => await ReadAsync(address, stored, placeOf, cancellation).ConfigureAwait(false),
            _ => throw new CofferException(
                ErrorCode.NotFound,
                $"'{address}' is not in {Shown}",
                $"it has what was there when it was deployed: deploy again for a new {ReleasePin.Variable}, or look at the name ('coffer "
                    + "exec --dry-run' shows what is in it)"),
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> SeedsOfAsync(SecretAddress address, CancellationToken cancellation) =>
        pin is null ? throw BucketSource.NotPinned(address)
        : (await LoadedAsync(cancellation).ConfigureAwait(false)).Seed is { } seed
            ? [seed]
            : throw new CofferException(
                ErrorCode.Malformed,
                $"'{address}' cannot be opened: it is sealed for the service's key pair, and {Shown} has no private key",
                "an older version of the module or of 'coffer push' wrote it: deploy again with one that knows the format 'service'");

    private async Task<StoredContent> ReadAsync(
        SecretAddress address, StoredEntry entry, Func<long, ISecretPlace?>? placeOf, CancellationToken cancellation)
    {
        var content = await store.GetAsync(address.Key, entry.Version, cancellation, placeOf).ConfigureAwait(false);
        try
        {
            return content.Look(ReleasePin.DigestOf) == entry.Sha256
                ? content
                : throw new CofferException(
                    ErrorCode.Malformed,
                    $"s3://{bucket}/{address.Key} (version '{entry.Version}') is not what {Shown} says: its SHA-256 differs",
                    "let Terraform or 'coffer push' write both again, and look at who may write to the bucket");
        }
        catch
        {
            content.Place?.Dispose();
            throw;
        }
    }

    /// <summary>Loads it once, for the first of many who ask at the same time.</summary>
    private Task<Release> LoadedAsync(CancellationToken cancellation)
    {
        lock (starting)
        {
            return loading ??= LoadAsync(cancellation);
        }
    }

    private async Task<Release> LoadAsync(CancellationToken cancellation)
    {
        if (pin is null)
        {
            return await LoadNewestAsync(newest ?? new NewestRelease(), cancellation).ConfigureAwait(false);
        }

        var content = (await store.GetAsync(Release.KeyOf(service), pin.Version, cancellation).ConfigureAwait(false)).Bytes;
        return ReleasePin.DigestOf(content) == pin.Sha256
            ? new ReleaseReader(Shown).Read(content, environment, service)
            : throw new CofferException(
                ErrorCode.Malformed,
                $"{Shown} is not the one that {ReleasePin.Variable} pins: its SHA-256 differs",
                $"it is another deployment's, or somebody replaced it: take {ReleasePin.Variable} from Terraform's output or 'coffer "
                    + "status', and look at who may write to the bucket");
    }

    private async Task<Release> LoadNewestAsync(NewestRelease known, CancellationToken cancellation)
    {
        var (tag, release) = known.Found;
        if (await store.GetChangedAsync(Release.KeyOf(service), tag, cancellation).ConfigureAwait(false) is { } content)
        {
            release = new ReleaseReader(Shown).Read(content.Bytes, environment, service);
            known.Found = (content.Tag, release);
        }

        return release!;
    }
}
