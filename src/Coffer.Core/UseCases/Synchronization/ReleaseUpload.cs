using Coffer.Core.Formats.Releases;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Synchronization;

/// <summary>Why a service's release can, or cannot, be pinned.</summary>
internal enum PinState
{
    /// <summary>It can.</summary>
    Pinned,

    /// <summary>It is not written yet: nothing was to be done.</summary>
    NotWritten,

    /// <summary>The bucket keeps no versions.</summary>
    NoVersions,

    /// <summary>A large secret was uploaded before the bucket kept versions.</summary>
    UnversionedSecret,
}

/// <summary>A service's release after an upload.</summary>
/// <param name="Service">The service.</param>
/// <param name="State">Whether it can be pinned.</param>
/// <param name="Pin">The value of <c>COFFER_RELEASE</c>, where it can.</param>
internal sealed record ServiceRelease(string Service, PinState State, ReleasePin? Pin);

/// <summary>Writes releases: after their secrets, so that a reader in between has a whole one, the old one.</summary>
/// <param name="store">The bucket.</param>
/// <param name="tell">Told of each change of a key, once it is done.</param>
/// <param name="dryRun">Whether to do nothing but tell.</param>
internal sealed class ReleaseUpload(ISecretStore store, Action<string, ObjectChange> tell, bool dryRun)
{
    /// <summary>Writes what differs; deletes, if asked, the releases of services that have no secrets.</summary>
    /// <param name="releases">The releases on both sides.</param>
    /// <param name="isVersioned">Whether the bucket keeps versions, or did.</param>
    /// <param name="delete">Whether to delete.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>The services that have secrets.</returns>
    public async Task<IReadOnlyList<ServiceRelease>> RunAsync(
        IReadOnlyList<ComparedRelease> releases, bool isVersioned, bool delete, CancellationToken cancellation)
    {
        var services = new List<ServiceRelease>();
        foreach (var release in releases)
        {
            if (release.Secrets > 0)
            {
                services.Add(await WriteAsync(release, isVersioned, cancellation).ConfigureAwait(false));
            }
            else if (delete && release.State != ReleaseState.Same)
            {
                var key = Release.KeyOf(release.Service);
                await (dryRun ? Task.CompletedTask : store.DeleteAsync(key, cancellation)).ConfigureAwait(false);
                tell(key, ObjectChange.Deleted);
            }
        }

        return services;
    }

    private async Task<ServiceRelease> WriteAsync(ComparedRelease release, bool isVersioned, CancellationToken cancellation)
    {
        ServiceRelease Without(PinState state) => new(release.Service, state, null);

        var key = Release.KeyOf(release.Service);
        if (release.State == ReleaseState.Same)
        {
            return new ServiceRelease(release.Service, PinState.Pinned, release.Pin);
        }

        if (!isVersioned)
        {
            if (release.NeedsPin && !dryRun)
            {
                throw new CofferException(
                    ErrorCode.CannotWrite,
                    $"the bucket keeps no versions, and secrets of '{release.Service}' are of the format 'service': they open from a "
                        + "bucket through a pinned release only",
                    "let it keep versions ('aws s3api put-bucket-versioning'), delete that service's objects, and push again");
            }

            return Without(PinState.NoVersions);
        }

        if (dryRun)
        {
            tell(key, ObjectChange.Released);
            return Without(PinState.NotWritten);
        }

        if (release.Expected is not { } content)
        {
            return Without(PinState.UnversionedSecret);
        }

        if (content.Length > Release.MaxBytes)
        {
            throw new CofferException(
                ErrorCode.CannotWrite,
                $"the release of '{release.Service}' would have {content.Length} bytes, more than the {Release.MaxBytes} that are read",
                "divide the service, or keep large files elsewhere");
        }

        var version = await store.PutAsync(key, content, release.Tag, cancellation).ConfigureAwait(false);
        tell(key, ObjectChange.Released);
        return VersionId.IsPinnable(version)
            ? new ServiceRelease(release.Service, PinState.Pinned, ReleasePin.Of(content.Span, version!))
            : Without(PinState.NoVersions);
    }
}
