using System.Security.Cryptography;
using Coffer.LocalAws.Services.S3.Settings;
using Coffer.LocalAws.State;

namespace Coffer.LocalAws.Services.S3.Storage;

/// <summary>All buckets: one namespace for all regions.</summary>
internal sealed class BucketStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, Bucket> buckets = new(Utf8Order.Instance);
    private readonly IObjectFiles objects;
    private readonly IBucketFiles files;

    private BucketStore(IObjectFiles objects, IBucketFiles files)
    {
        this.objects = objects;
        this.files = files;
        foreach (var (document, versions, uploads) in files.Load().OrderBy(kept => kept.Bucket.Created))
        {
            if (buckets.TryGetValue(document.Name, out var unacknowledged))
            {
                // Its making or its end could not be flushed, and a later bucket has its name.
                unacknowledged.Discard();
            }

            var bucket = new Bucket(document, objects, files);
            bucket.Restore(versions);
            bucket.Uploads.Restore(uploads);
            buckets[document.Name] = bucket;
        }
    }

    /// <summary>The store of a folder with all it holds; null keeps everything in memory.</summary>
    public static BucketStore Open(string? folder, StateDisk disk)
    {
        if (folder is null)
        {
            var memory = new MemoryFiles();
            return new(memory, memory);
        }
        var files = new FolderFiles(folder, disk);
        return new(files, files);
    }

    public Bucket? Find(string name)
    {
        lock (gate)
        {
            return buckets.GetValueOrDefault(name);
        }
    }

    public IReadOnlyList<Bucket> All()
    {
        lock (gate)
        {
            return [.. buckets.Values];
        }
    }

    /// <summary>Makes a bucket.</summary>
    /// <returns>The bucket that has the name already; null where it was made.</returns>
    public Bucket? Create(string name, string region, string owner, string? constraint, DateTimeOffset now,
        IReadOnlyDictionary<string, StoredSetting?>? settings = null, bool isVersioned = false)
    {
        lock (gate)
        {
            if (buckets.TryGetValue(name, out var existing))
            {
                return existing;
            }
            var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            var document = new BucketDocument(
                id, name, region, owner, constraint, now, isVersioned ? VersioningStatus.Enabled : null, settings);
            try
            {
                files.Save(document);
            }
            catch
            {
                files.Sweep(document);
                throw;
            }

            buckets.Add(name, new(document, objects, files));
            return null;
        }
    }

    public void Delete(Bucket bucket)
    {
        lock (gate)
        {
            try
            {
                bucket.End();
            }
            finally
            {
                if (bucket.HasEnded)
                {
                    buckets.Remove(bucket.Name);
                }
            }
        }
    }
}
