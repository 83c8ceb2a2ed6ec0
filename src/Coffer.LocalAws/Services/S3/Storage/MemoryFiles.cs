using System.Collections.Concurrent;
using Coffer.LocalAws.Services.S3.Objects;

namespace Coffer.LocalAws.Services.S3.Storage;

/// <summary>Keeps everything in memory, until the process ends.</summary>
internal sealed class MemoryFiles : IObjectFiles, IBucketFiles
{
    private readonly ConcurrentDictionary<(string Place, long Sequence), byte[]> bodies = new();

    /// <summary>A sane bound for what lives in memory; with a data folder it is S3's own.</summary>
    public long MaxObjectSize => 256L << 20;

    public long MaxAssembledSize => MaxObjectSize;

    public void MakePlace(string place)
    {
    }

    public void SweepPlace(string place)
    {
        foreach (var kept in bodies.Keys.Where(kept => kept.Place == place))
        {
            bodies.TryRemove(kept, out _);
        }
    }

    public ObjectUpload Begin(string place, long size) => new Upload(this, place, size);

    public Stream Open(string place, ObjectVersion version) => new MemoryStream(bodies[(place, version.Sequence)], writable: false);

    public void Delete(string place, ObjectVersion version) => bodies.TryRemove((place, version.Sequence), out _);

    public void Settle(string place, bool changed)
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

    IEnumerable<KeptBucket> IBucketFiles.Load() => [];

    private sealed class Upload(MemoryFiles files, string place, long size) : ObjectUpload
    {
        private readonly byte[] bytes = new byte[size];
        private MemoryStream? body;

        public override Stream Body => body ??= new(bytes);

        public override void Commit(ObjectVersion version) => files.bodies[(place, version.Sequence)] = bytes;

        protected override void Dispose(bool disposing) => body?.Dispose();
    }
}
