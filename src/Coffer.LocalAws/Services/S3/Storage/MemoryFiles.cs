using System.Collections.Concurrent;
using Coffer.LocalAws.Services.S3.Objects;

namespace Coffer.LocalAws.Services.S3.Storage;

/// <summary>Keeps everything in memory, until the process ends.</summary>
internal sealed class MemoryFiles : IObjectFiles, IBucketFiles
{
    private readonly ConcurrentDictionary<(string Bucket, long Sequence), byte[]> bodies = new();

    /// <summary>A sane bound for what lives in memory; with a data folder it is S3's own.</summary>
    public long MaxObjectSize => 256L << 20;

    public ObjectUpload Begin(string bucketId, long size) => new Upload(this, bucketId, size);

    public Stream Open(string bucketId, ObjectVersion version) => new MemoryStream(bodies[(bucketId, version.Sequence)], writable: false);

    public void Delete(string bucketId, ObjectVersion version) => bodies.TryRemove((bucketId, version.Sequence), out _);

    public void Settle(string bucketId, bool changed)
    {
    }

    void IBucketFiles.Sweep(BucketDocument bucket)
    {
    }

    void IBucketFiles.Save(BucketDocument bucket)
    {
    }

    void IBucketFiles.Delete(BucketDocument bucket)
    {
    }

    IEnumerable<(BucketDocument Bucket, IReadOnlyList<ObjectVersion> Versions)> IBucketFiles.Load() => [];

    private sealed class Upload(MemoryFiles files, string bucketId, long size) : ObjectUpload
    {
        private readonly byte[] bytes = new byte[size];
        private MemoryStream? body;

        public override Stream Body => body ??= new(bytes);

        public override void Commit(ObjectVersion version) => files.bodies[(bucketId, version.Sequence)] = bytes;

        protected override void Dispose(bool disposing) => body?.Dispose();
    }
}
