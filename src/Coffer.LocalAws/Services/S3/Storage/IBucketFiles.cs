using Coffer.LocalAws.Services.S3.Objects;

namespace Coffer.LocalAws.Services.S3.Storage;

/// <summary>Where buckets are kept.</summary>
internal interface IBucketFiles
{
    void Save(BucketDocument bucket);

    /// <summary>Ends a bucket.</summary>
    void Delete(BucketDocument bucket);

    /// <summary>Removes what a bucket that has ended leaves.</summary>
    void Sweep(BucketDocument bucket);

    /// <summary>Every bucket with its versions, in no order.</summary>
    IEnumerable<(BucketDocument Bucket, IReadOnlyList<ObjectVersion> Versions)> Load();
}

/// <summary>What is kept of a bucket.</summary>
/// <param name="Id">Names its folder; never derived from its name.</param>
/// <param name="Name">The bucket's name.</param>
/// <param name="Region">Where it is.</param>
/// <param name="Owner">The account that made it.</param>
/// <param name="Constraint">The location constraint it was made with, which GetBucketLocation gives back.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Versioning">Null until versioning was set for the first time.</param>
/// <param name="Settings">The other sub-resources that were ever set, by name; null for one that was deleted.</param>
internal sealed record BucketDocument(
    string Id,
    string Name,
    string Region,
    string Owner,
    string? Constraint,
    DateTimeOffset Created,
    VersioningStatus? Versioning = null,
    IReadOnlyDictionary<string, StoredSetting?>? Settings = null);

/// <summary>BucketVersioningStatus of the service model.</summary>
internal enum VersioningStatus
{
    Enabled,
    Suspended,
}
