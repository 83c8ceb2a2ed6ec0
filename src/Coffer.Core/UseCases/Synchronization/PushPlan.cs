using Coffer.Core.Formats.Releases;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Synchronization;

/// <summary>What an upload does about the release of one service.</summary>
internal enum ReleaseStep
{
    /// <summary>Nothing: it is there.</summary>
    Keep,

    /// <summary>It is written, after its secrets.</summary>
    Write,

    /// <summary>It is written if the first upload shows that the bucket keeps versions.</summary>
    WriteIfVersions,

    /// <summary>Nothing: the bucket keeps no versions.</summary>
    NoVersions,

    /// <summary>Nothing: a large secret was uploaded before the bucket kept versions.</summary>
    UnversionedSecret,

    /// <summary>It is deleted: the service has no secrets any more.</summary>
    Delete,
}

/// <summary>What is done about one service's release.</summary>
/// <param name="Release">The release on both sides.</param>
/// <param name="Step">What is done.</param>
internal sealed record PlannedRelease(ComparedRelease Release, ReleaseStep Step);

/// <summary>
/// What an upload does, decided before anything is written. A dry run prints it and a run carries it out, so that the one says what the
/// other does. All that can be refused is refused here.
/// </summary>
/// <param name="Bucket">The two sides.</param>
/// <param name="MarksBucket">Whether the environment's name is written into the bucket.</param>
/// <param name="Secrets">The secrets that are uploaded, replaced or deleted, in their order.</param>
/// <param name="Releases">The services' releases, in their order.</param>
internal sealed record PushPlan(
    BucketComparison Bucket, bool MarksBucket, IReadOnlyList<ComparedSecret> Secrets, IReadOnlyList<PlannedRelease> Releases)
{
    // Those of S3 have 32 characters; the one of an upload to come is not known.
    private static readonly string SomeVersion = new('v', 32);

    /// <summary>How many secrets are deleted.</summary>
    public int Deleted => Secrets.Count(secret => secret.State == SecretState.OnlyInBucket);

    /// <summary>All changes of objects in the order in which they are made, but for releases that wait for the first upload.</summary>
    public IEnumerable<(string Key, ObjectChange Change)> Changes =>
        Secrets.Select(secret => (secret.Key, ChangeOf(secret))).Concat(
            from planned in Releases
            where planned.Step is ReleaseStep.Write or ReleaseStep.Delete
            select (
                Release.KeyOf(planned.Release.Service),
                planned.Step == ReleaseStep.Delete ? ObjectChange.Deleted : ObjectChange.Released));

    /// <summary>The services as they are left if nothing is carried out.</summary>
    public IReadOnlyList<ServiceRelease> Services =>
        [.. Releases.Where(planned => planned.Step != ReleaseStep.Delete).Select(planned => planned.Step switch
        {
            ReleaseStep.Keep => new ServiceRelease(planned.Release.Service, PinState.Pinned, planned.Release.Pin),
            ReleaseStep.NoVersions => new ServiceRelease(planned.Release.Service, PinState.NoVersions, null),
            ReleaseStep.UnversionedSecret => new ServiceRelease(planned.Release.Service, PinState.UnversionedSecret, null),
            ReleaseStep.WriteIfVersions => new ServiceRelease(planned.Release.Service, PinState.NotKnown, null),
            _ => new ServiceRelease(planned.Release.Service, PinState.NotWritten, null),
        })];

    /// <summary>The names of a service's secrets, in their order.</summary>
    public IEnumerable<string> NamesOf(string service) =>
        Bucket.Secrets.Where(secret => secret.IsOf(service)).Select(secret => secret.Key[(service.Length + 1)..]);

    /// <summary>Plans.</summary>
    /// <param name="here">The repository's files.</param>
    /// <param name="bucket">The two sides.</param>
    /// <param name="store">The bucket.</param>
    /// <param name="delete">Whether what only the bucket has is deleted.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="CofferException">A release cannot be made.</exception>
    public static async Task<PushPlan> MakeAsync(
        RepositoryReading here, BucketComparison bucket, ISecretStore store, bool delete, CancellationToken cancellation)
    {
        var versions = await VersioningCheck.OfAsync(store, bucket, cancellation).ConfigureAwait(false);
        var secrets = bucket.Secrets.Where(secret => secret.State is SecretState.Different or SecretState.OnlyInRepository
            || (delete && secret.State == SecretState.OnlyInBucket)).ToList();
        var releases = new List<PlannedRelease>();
        foreach (var release in await ReleaseComparison.CompareAsync(here, bucket, store, cancellation).ConfigureAwait(false))
        {
            if (release.Secrets > 0)
            {
                releases.Add(new PlannedRelease(release, StepFor(here, bucket, release, versions)));
            }
            else if (delete && release.State != ReleaseState.Same)
            {
                releases.Add(new PlannedRelease(release, ReleaseStep.Delete));
            }
        }

        var marks = !bucket.IsMarked && secrets.Exists(secret => secret.State != SecretState.OnlyInBucket);
        return new PushPlan(bucket, marks, secrets, releases);
    }

    /// <summary>What is done to a secret's object.</summary>
    public static ObjectChange ChangeOf(ComparedSecret secret) => secret.State switch
    {
        SecretState.OnlyInBucket => ObjectChange.Deleted,
        SecretState.Different => ObjectChange.Replaced,
        _ => ObjectChange.Uploaded,
    };

    private static ReleaseStep StepFor(
        RepositoryReading here, BucketComparison bucket, ComparedRelease release, BucketVersions versions)
    {
        if (release.State == ReleaseState.Same)
        {
            return ReleaseStep.Keep;
        }

        if (versions == BucketVersions.NotKept)
        {
            return release.NeedsPin ? throw NoPin(release.Service) : ReleaseStep.NoVersions;
        }

        // With a version in the place of each that an upload makes.
        var uploaded = bucket.Secrets.Where(secret => secret.IsOf(release.Service))
            .Select(secret => secret.State == SecretState.Same ? secret : secret with { Version = SomeVersion }).ToList();
        if (ReleaseComparison.Expected(here, release.Service, uploaded) is not { } content)
        {
            return ReleaseStep.UnversionedSecret;
        }

        RequireSize(release.Service, content.Length);
        return versions == BucketVersions.Kept ? ReleaseStep.Write : ReleaseStep.WriteIfVersions;
    }

    /// <summary>The error that secrets of a service could not be opened, as no release of it can be pinned.</summary>
    public static CofferException NoPin(string service) => new(
        ErrorCode.CannotWrite,
        $"the bucket keeps no versions, and secrets of '{service}' are of the format 'service': they open from a bucket through a pinned "
            + "release only",
        "let it keep versions ('aws s3api put-bucket-versioning'), delete that service's objects if there are any, and push again");

    /// <summary>Refuses a release that no container would read.</summary>
    public static void RequireSize(string service, int bytes)
    {
        if (bytes > Release.MaxBytes)
        {
            throw new CofferException(
                ErrorCode.CannotWrite,
                $"the release of '{service}' would have {bytes} bytes, more than the {Release.MaxBytes} that are read",
                "divide the service, or keep large files elsewhere");
        }
    }
}
