using System.Globalization;
using System.Text.Json;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.State;

namespace Coffer.LocalAws.Services.S3.Storage;

/// <summary>
/// Keeps buckets and objects in a folder: <c>ID/bucket.json</c> and one file a version, named by its sequence. Uploads are
/// written above, so that they outlive the end of their bucket, synced and renamed: after a kill a version is there whole or not
/// at all. No name comes from a key.
/// </summary>
internal sealed class FolderFiles : IObjectFiles, IBucketFiles
{
    private const string BucketFile = "bucket.json";
    private const string VersionExtension = ".object";
    private readonly string root;
    private readonly StateDisk disk;

    public FolderFiles(string root, StateDisk disk)
    {
        (this.root, this.disk) = (root, disk);
        disk.CreateFolder(root);
    }

    /// <summary>S3's own bound of one upload: https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html</summary>
    public long MaxObjectSize => 5L << 30;

    public ObjectUpload Begin(string bucketId, long size) => new Upload(this, bucketId);

    public Stream Open(string bucketId, ObjectVersion version) => File.OpenRead(PathOf(bucketId, version.Sequence));

    public void Delete(string bucketId, ObjectVersion version) => File.Delete(PathOf(bucketId, version.Sequence));

    public void Settle(string bucketId, bool changed)
    {
        var folder = Path.Combine(root, bucketId);
        if (changed)
        {
            disk.Flush(folder);
        }
        else
        {
            disk.Settle(folder);
        }
    }

    public void Save(BucketDocument bucket)
    {
        var folder = Path.Combine(root, bucket.Id);
        disk.CreateFolder(folder);
        disk.Write(Path.Combine(folder, BucketFile), JsonSerializer.SerializeToUtf8Bytes(bucket, StorageJson.Default.BucketDocument));
    }

    public void Delete(BucketDocument bucket) => File.Delete(Path.Combine(root, bucket.Id, BucketFile));

    /// <summary>What is not removed here is removed at the next start.</summary>
    public void Sweep(BucketDocument bucket)
    {
        try
        {
            Directory.Delete(Path.Combine(root, bucket.Id), recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The bucket has ended with its document.
        }
    }

    public IEnumerable<(BucketDocument Bucket, IReadOnlyList<ObjectVersion> Versions)> Load()
    {
        StateDisk.RemoveTemporaries(root);
        foreach (var folder in Directory.EnumerateDirectories(root))
        {
            StateDisk.RemoveTemporaries(folder);
            var document = Path.Combine(folder, BucketFile);
            if (!File.Exists(document))
            {
                Directory.Delete(folder, recursive: true);
                continue;
            }
            var bucket = JsonSerializer.Deserialize(File.ReadAllBytes(document), StorageJson.Default.BucketDocument)
                ?? throw new InvalidDataException($"{document} holds no bucket");
            yield return (bucket, [.. Directory.EnumerateFiles(folder, "*" + VersionExtension).Select(VersionFile.Read)]);
        }
    }

    private string PathOf(string bucketId, long sequence) =>
        Path.Combine(root, bucketId, sequence.ToString("x16", CultureInfo.InvariantCulture) + VersionExtension);

    private sealed class Upload(FolderFiles files, string bucketId) : ObjectUpload
    {
        private readonly string temporary = StateDisk.TemporaryIn(files.root);
        private FileStream? file;

        public override Stream Body => file ??= StateDisk.Open(temporary, FileMode.CreateNew);

        public override void Commit(ObjectVersion version)
        {
            VersionFile.WriteFooter(Body, version);
            files.disk.Commit(file!, temporary, files.PathOf(bucketId, version.Sequence));
        }

        protected override void Dispose(bool disposing)
        {
            file?.Dispose();
            File.Delete(temporary);
        }
    }
}
