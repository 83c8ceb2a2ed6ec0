using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Listing;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Settings;

namespace Coffer.LocalAws.Services.S3.Storage;

/// <summary>
/// One bucket: the state machine of https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html.
/// A lock makes each change one step; what is slow (receiving a body) happens outside it.
/// </summary>
internal sealed class Bucket(BucketDocument document, IObjectFiles objects, IBucketFiles buckets)
{
    private readonly Lock gate = new();
    private readonly KeyIndex index = new();
    private BucketDocument document = document;
    private long sequence;

    /// <summary>Whether it was deleted.</summary>
    public bool HasEnded { get; private set; }

    public string Name => document.Name;

    public string Arn => S3Arn.Of(Region, Name);

    public string Region => document.Region;

    public string Owner => document.Owner;

    public string? Constraint => document.Constraint;

    public DateTimeOffset Created => document.Created;

    public VersioningStatus? Versioning => document.Versioning;

    public long MaxObjectSize => objects.MaxObjectSize;

    public long MaxAssembledSize => objects.MaxAssembledSize;

    /// <summary>The uploads in parts that are not complete.</summary>
    public MultipartUploads Uploads { get; } = new(document.Id, objects);

    /// <summary>
    /// Takes in what was kept. Two null versions of a key are left where a kill came between writing one and deleting the other.
    /// </summary>
    public void Restore(IEnumerable<ObjectVersion> versions)
    {
        foreach (var version in versions.OrderBy(version => version.Sequence))
        {
            sequence = Math.Max(sequence, version.Sequence);
            if (version.VersionId == ObjectVersion.NullId)
            {
                Remove(FindLocked(version.Key, ObjectVersion.NullId));
            }

            index.Add(version);
        }
    }

    /// <summary>Holds off all changes until the scope is disposed of: what was found meanwhile is still there when it is opened.</summary>
    public Lock.Scope Hold() => gate.EnterScope();

    public ObjectUpload Begin(long size) => objects.Begin(document.Id, size);

    /// <summary>Makes an upload the newest version of its key.</summary>
    public ObjectVersion Put(ObjectVersion version, ObjectUpload upload, WriteCondition condition)
    {
        lock (gate)
        {
            RequireExisting();
            condition.Check(version.Key, Current(version.Key));
            return Insert(version, upload);
        }
    }

    /// <summary>The version that a read is for, a delete marker perhaps; null where there is none.</summary>
    public ObjectVersion? Find(string key, string? versionId)
    {
        lock (gate)
        {
            return FindLocked(key, versionId);
        }
    }

    /// <summary>The body of a version; null where it was deleted since it was found.</summary>
    public Stream? Open(ObjectVersion version)
    {
        lock (gate)
        {
            return index.Versions(version.Key).Any(kept => kept.Sequence == version.Sequence) ? objects.Open(document.Id, version) : null;
        }
    }

    /// <summary>Deletes a key's newest version, as versioning says.</summary>
    /// <returns>The delete marker that was made; null where versioning was never enabled.</returns>
    public ObjectVersion? Delete(string key, WriteCondition condition, DateTimeOffset now)
    {
        lock (gate)
        {
            RequireExisting();
            condition.Check(key, Current(key));
            if (Versioning is not null)
            {
                using var upload = objects.Begin(document.Id, 0);
                return Insert(new() { Key = key, IsDeleteMarker = true, LastModified = now }, upload);
            }
            Remove(FindLocked(key, ObjectVersion.NullId));
            return null;
        }
    }

    /// <summary>Deletes one version for good, and says which it was; null where there was none.</summary>
    public ObjectVersion? DeleteVersion(string key, string versionId, DateTimeOffset now, bool bypasses = false)
    {
        lock (gate)
        {
            var version = FindLocked(key, versionId);
            ObjectLock.RequireDeletable(version, now, bypasses);
            Remove(version);
            return version;
        }
    }

    public ListPage List(ListQuery query)
    {
        lock (gate)
        {
            return ListWalk.Page(index, query);
        }
    }

    /// <summary>One of the bucket's settings; null where it was deleted.</summary>
    public StoredSetting? Setting(string name, StoredSetting? whereNeverSet) =>
        document.Settings is { } settings && settings.TryGetValue(name, out var setting) ? setting : whereNeverSet;

    /// <summary>Sets or, with null, deletes one of the bucket's settings.</summary>
    public void Set(string name, StoredSetting? setting) => Change(kept => kept with
    {
        Settings = new Dictionary<string, StoredSetting?>(kept.Settings ?? new Dictionary<string, StoredSetting?>()) { [name] = setting },
    });

    public void SetVersioning(VersioningStatus status) => Change(kept => kept with { Versioning = status });

    /// <summary>Replaces a version's tags; nothing else of it changes.</summary>
    public void SetTags(ObjectVersion version, IReadOnlyDictionary<string, string> tags) => Replace(version, version with { Tags = tags });

    /// <summary>Replaces what is known of a version; its body and its place stay.</summary>
    public void Replace(ObjectVersion version, ObjectVersion changed)
    {
        lock (gate)
        {
            using var body = Open(version) ?? throw S3Errors.NoSuchKey(version.Key);
            using var upload = objects.Begin(document.Id, version.Size);
            upload.CopyFrom(body, version.Size);
            upload.Commit(changed);
            index.Remove(version);
            index.Add(changed);
        }
    }

    /// <summary>Ends the bucket, which must be empty.</summary>
    public void End()
    {
        lock (gate)
        {
            RequireExisting();
            if (index.Count > 0)
            {
                throw new AwsException(409, "BucketNotEmpty", Versioning is null
                    ? "The bucket you tried to delete is not empty"
                    : "The bucket you tried to delete is not empty. You must delete all versions in the bucket.", ("BucketName", Name));
            }
            buckets.Delete(document);
            HasEnded = true;
            objects.Settle(document.Id, changed: true);
            buckets.Sweep(document);
        }
    }

    /// <summary>Removes the bucket with all it holds.</summary>
    public void Discard() => buckets.Sweep(document);

    private ObjectVersion Insert(ObjectVersion version, ObjectUpload upload)
    {
        var next = sequence + 1;
        var kept = version with
        {
            Sequence = next,
            VersionId = Versioning == VersioningStatus.Enabled ? VersionIds.New(next) : ObjectVersion.NullId,
        };
        try
        {
            upload.Commit(kept);
        }
        catch
        {
            // It may have its name already: a restart must not find what was never acknowledged.
            objects.Delete(document.Id, kept);
            throw;
        }

        sequence = next;
        var replaced = kept.VersionId == ObjectVersion.NullId ? FindLocked(kept.Key, ObjectVersion.NullId) : null;
        index.Add(kept);
        Remove(replaced);
        return kept;
    }

    private void Remove(ObjectVersion? version)
    {
        if (version is not null)
        {
            objects.Delete(document.Id, version);
            index.Remove(version);
        }

        objects.Settle(document.Id, changed: version is not null);
    }

    private ObjectVersion? FindLocked(string key, string? versionId) =>
        index.Versions(key).FirstOrDefault(version => versionId is null || version.VersionId == versionId);

    private ObjectVersion? Current(string key) => FindLocked(key, null) is { IsDeleteMarker: false } version ? version : null;

    private void Change(Func<BucketDocument, BucketDocument> change)
    {
        lock (gate)
        {
            RequireExisting();
            var changed = change(document);
            buckets.Save(changed);
            document = changed;
        }
    }

    private void RequireExisting()
    {
        if (HasEnded)
        {
            throw S3Errors.NoSuchBucket(Name);
        }
    }
}
