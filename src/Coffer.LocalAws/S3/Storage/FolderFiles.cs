using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Coffer.LocalAws.S3.Objects;

namespace Coffer.LocalAws.S3.Storage;

/// <summary>
/// Keeps buckets and objects in a folder: <c>ID/bucket.json</c> and one file a version, named by its sequence. Every file is
/// written beside its place, synced and renamed, so after a kill it is there whole or not at all. No name comes from a key.
/// </summary>
internal sealed class FolderFiles : IObjectFiles, IBucketFiles
{
    private const string BucketFile = "bucket.json";
    private const string TemporaryExtension = ".tmp";
    private const string VersionExtension = ".object";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string root;

    public FolderFiles(string root)
    {
        this.root = root;
        CreateFolder(root);
    }

    /// <summary>S3's own bound of one upload: https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html</summary>
    public long MaxObjectSize => 5L << 30;

    public ObjectUpload Begin(string bucketId, long size) => new Upload(this, bucketId);

    public Stream Open(string bucketId, ObjectVersion version) => File.OpenRead(PathOf(bucketId, version.Sequence));

    public void Delete(string bucketId, ObjectVersion version) => File.Delete(PathOf(bucketId, version.Sequence));

    public void Save(BucketDocument bucket)
    {
        var folder = Path.Combine(root, bucket.Id);
        CreateFolder(folder);
        var temporary = TemporaryIn(folder);
        using (var file = CreateFile(temporary))
        {
            JsonSerializer.Serialize(file, bucket, StorageJson.Default.BucketDocument);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, Path.Combine(folder, BucketFile), overwrite: true);
    }

    /// <summary>The bucket is gone with its document; the rest of the folder is swept up, now or at the next start.</summary>
    public void Delete(BucketDocument bucket)
    {
        var folder = Path.Combine(root, bucket.Id);
        File.Delete(Path.Combine(folder, BucketFile));
        Directory.Delete(folder, recursive: true);
    }

    public IEnumerable<(BucketDocument Bucket, IReadOnlyList<ObjectVersion> Versions)> Load()
    {
        foreach (var folder in Directory.EnumerateDirectories(root))
        {
            foreach (var orphan in Directory.EnumerateFiles(folder, "*" + TemporaryExtension))
            {
                File.Delete(orphan);
            }
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

    private static void CreateFolder(string path) =>
        _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, Private);

    private static string TemporaryIn(string folder) =>
        Path.Combine(folder, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) + TemporaryExtension);

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
        private readonly string temporary = TemporaryIn(Path.Combine(files.root, bucketId));
        private FileStream? file;

        public override Stream Body => file ??= CreateFile(temporary);

        public override void Commit(ObjectVersion version)
        {
            VersionFile.WriteFooter(Body, version);
            file!.Flush(flushToDisk: true);
            file.Dispose();
            File.Move(temporary, files.PathOf(bucketId, version.Sequence));
        }

        protected override void Dispose(bool disposing)
        {
            file?.Dispose();
            File.Delete(temporary);
        }
    }
}
