using Coffer.Core.Formats.Releases;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Synchronization;

/// <summary>Carries a plan out: whose bucket it is, then secrets, then releases, so that a reader in between has a whole one, the old
/// one.</summary>
/// <param name="plan">The plan.</param>
/// <param name="here">The repository's files that it was made for.</param>
/// <param name="store">The bucket.</param>
/// <param name="tell">Told of each change of a key, once it is done.</param>
internal sealed class PushRun(PushPlan plan, RepositoryReading here, ISecretStore store, Action<string, ObjectChange> tell)
{
    /// <summary>Runs.</summary>
    /// <returns>The services that have secrets.</returns>
    public async Task<IReadOnlyList<ServiceRelease>> RunAsync(CancellationToken cancellation)
    {
        if (plan.MarksBucket)
        {
            await BucketOwner.MarkAsync(store, here.Environment, cancellation).ConfigureAwait(false);
        }

        var after = await new BucketUpload(here, store, tell).RunAsync(plan.Secrets, cancellation).ConfigureAwait(false);
        var secrets = plan.Bucket.Secrets.Select(secret => after.GetValueOrDefault(secret.Key, secret)).ToList();
        var services = new List<ServiceRelease>();
        foreach (var (release, step) in plan.Releases)
        {
            switch (step)
            {
                case ReleaseStep.Delete:
                    await store.DeleteAsync(Release.KeyOf(release.Service), cancellation).ConfigureAwait(false);
                    tell(Release.KeyOf(release.Service), ObjectChange.Deleted);
                    break;
                case ReleaseStep.Write or ReleaseStep.WriteIfVersions:
                    services.Add(await WriteAsync(release, step, secrets, cancellation).ConfigureAwait(false));
                    break;
                default:
                    services.Add(plan.Services.First(service => service.Service == release.Service));
                    break;
            }
        }

        return services;
    }

    private async Task<ServiceRelease> WriteAsync(
        ComparedRelease release, ReleaseStep step, IReadOnlyList<ComparedSecret> secrets, CancellationToken cancellation)
    {
        if (step == ReleaseStep.WriteIfVersions && !secrets.Any(secret => VersionId.IsPinnable(secret.Version)))
        {
            return Without(release, PinState.NoVersions);
        }

        var own = secrets.Where(secret => secret.IsOf(release.Service)).ToList();
        if (ReleaseComparison.Expected(here, release.Service, own) is not { } content)
        {
            // The bucket has stopped keeping versions since it was asked.
            return Without(release, PinState.UnversionedSecret);
        }

        PushPlan.RequireSize(release.Service, content.Length);
        var key = Release.KeyOf(release.Service);
        var version = await store.PutAsync(key, content, release.Tag, cancellation).ConfigureAwait(false);
        tell(key, ObjectChange.Released);
        return VersionId.IsPinnable(version)
            ? new ServiceRelease(release.Service, PinState.Pinned, ReleasePin.Of(content.Span, version!))
            : Without(release, PinState.NoVersions);
    }

    private static ServiceRelease Without(ComparedRelease release, PinState state) =>
        release.NeedsPin && state == PinState.NoVersions
            ? throw PushPlan.NoPin(release.Service)
            : new ServiceRelease(release.Service, state, null);
}
