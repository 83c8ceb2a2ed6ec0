using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Settings;

namespace Coffer.LocalAws.Services.S3.Storage;

/// <summary>Where the versions of objects are kept, and the parts of uploads: each in its place, under its number.</summary>
internal interface IObjectFiles
{
    /// <summary>The most bytes one upload can have.</summary>
    long MaxObjectSize { get; }

    /// <summary>The most bytes that parts can make together.</summary>
    long MaxAssembledSize { get; }

    /// <summary>Makes the place of an upload in parts.</summary>
    void MakePlace(string place);

    /// <summary>Removes such a place with all it holds. What is not removed here is removed at the next start.</summary>
    void SweepPlace(string place);

    /// <summary>Begins an object of a known size.</summary>
    ObjectUpload Begin(string place, long size);

    /// <summary>Reads an object from its first byte.</summary>
    Stream Open(string place, ObjectVersion version);

    /// <summary>Removes an object; <see cref="Settle"/> makes it last.</summary>
    void Delete(string place, ObjectVersion version);

    /// <summary>Makes removals last: those since the last time, or only those for which that failed.</summary>
    void Settle(string place, bool changed);
}

/// <summary>An object on its way into the store; gone unless it is committed.</summary>
internal abstract class ObjectUpload : IDisposable
{
    /// <summary>Where the object's bytes go.</summary>
    public abstract Stream Body { get; }

    /// <summary>Keeps the object under what is known of it; when this returns, it survives the process.</summary>
    public abstract void Commit(ObjectVersion version);

    public void CopyFrom(Stream body, long size)
    {
        var buffer = new byte[64 * 1024];
        for (var left = size; left > 0;)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            body.ReadExactly(piece);
            Body.Write(piece);
            left -= piece.Length;
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}

/// <summary>Where buckets are kept.</summary>
internal interface IBucketFiles
{
    void Save(BucketDocument bucket);

    /// <summary>Ends a bucket.</summary>
    void Delete(BucketDocument bucket);

    /// <summary>Removes what a bucket that has ended leaves.</summary>
    void Sweep(BucketDocument bucket);

    /// <summary>Every bucket with what it holds, in no order.</summary>
    IEnumerable<KeptBucket> Load();
}

/// <summary>A bucket as a start finds it.</summary>
/// <param name="Bucket">What is kept of itself.</param>
/// <param name="Versions">Its objects.</param>
/// <param name="Uploads">Its uploads in parts: by the name of each place, what is kept there.</param>
internal sealed record KeptBucket(
    BucketDocument Bucket, IReadOnlyList<ObjectVersion> Versions, IReadOnlyDictionary<string, IReadOnlyList<ObjectVersion>> Uploads);

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
