using System.Globalization;
using System.Text.Json;
using Coffer.LocalAws.S3.Objects;
using Coffer.LocalAws.State;

namespace Coffer.LocalAws.S3.Storage;

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

    public FolderFiles(string root)
    {
        this.root = root;
        PrivateFolder.Create(root);
    }

    /// <summary>S3's own bound of one upload: https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html</summary>
    public long MaxObjectSize => 5L << 30;

    public ObjectUpload Begin(string bucketId, long size) => new Upload(this, bucketId);

    public Stream Open(string bucketId, ObjectVersion version) => File.OpenRead(PathOf(bucketId, version.Sequence));

    public void Delete(string bucketId, ObjectVersion version) => AtomicFile.Delete(PathOf(bucketId, version.Sequence));

    public void Save(BucketDocument bucket)
    {
        var folder = Path.Combine(root, bucket.Id);
        PrivateFolder.Create(folder);
        AtomicFile.Write(Path.Combine(folder, BucketFile), JsonSerializer.SerializeToUtf8Bytes(bucket, StorageJson.Default.BucketDocument));
    }

    /// <summary>The bucket is gone with its document; the rest of the folder is swept up, now or at the next start.</summary>
    public void Delete(BucketDocument bucket)
    {
        var folder = Path.Combine(root, bucket.Id);
        AtomicFile.Delete(Path.Combine(folder, BucketFile));
        Directory.Delete(folder, recursive: true);
    }

    public IEnumerable<(BucketDocument Bucket, IReadOnlyList<ObjectVersion> Versions)> Load()
    {
        AtomicFile.RemoveLeftovers(root);
        foreach (var folder in Directory.EnumerateDirectories(root))
        {
            AtomicFile.RemoveLeftovers(folder);
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

    private static FileStream CreateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return new(path, options);
    }

    private string PathOf(string bucketId, long sequence) =>
        Path.Combine(root, bucketId, sequence.ToString("x16", CultureInfo.InvariantCulture) + VersionExtension);

    private sealed class Upload(FolderFiles files, string bucketId) : ObjectUpload
    {
        // The name's form is that of AtomicFile's own leftovers, which a start removes.
        private readonly string temporary = Path.Combine(files.root, $".{Guid.NewGuid():N}.tmp");
        private FileStream? file;

        public override Stream Body => file ??= CreateFile(temporary);

        public override void Commit(ObjectVersion version)
        {
            VersionFile.WriteFooter(Body, version);
            file!.Flush(flushToDisk: true);
            file.Dispose();
            var path = files.PathOf(bucketId, version.Sequence);
            // Overwrites what a failed flush left: it was never acknowledged.
            File.Move(temporary, path, overwrite: true);
            FolderSync.Flush(Path.GetDirectoryName(path)!);
        }

        protected override void Dispose(bool disposing)
        {
            file?.Dispose();
            File.Delete(temporary);
        }
    }
}
