using System.Globalization;
using System.Text.Json;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.State;

namespace Coffer.LocalAws.Services.S3.Storage;

/// <summary>
/// Keeps buckets and objects in a folder: <c>ID/bucket.json</c> and one file a version, named by its sequence; below it a folder
/// for each upload in parts, where file 0 is what the object is to be, and the others are parts. Uploads are written above, so that
/// they outlive the end of their bucket, synced and renamed: after a kill a version is there whole or not at all. No name comes
/// from a key.
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

    public long MaxAssembledSize => 5L << 40;

    public void MakePlace(string place) => disk.CreateFolder(Path.Combine(root, place));

    public void SweepPlace(string place) => Sweep(Path.Combine(root, place));

    public ObjectUpload Begin(string place, long size) => new Upload(this, place);

    public Stream Open(string place, ObjectVersion version) => File.OpenRead(PathOf(place, version.Sequence));

    public void Delete(string place, ObjectVersion version) => File.Delete(PathOf(place, version.Sequence));

    public void Settle(string place, bool changed)
    {
        var folder = Path.Combine(root, place);
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
    public void Sweep(BucketDocument bucket) => Sweep(Path.Combine(root, bucket.Id));

    public IEnumerable<KeptBucket> Load()
    {
        StateDisk.RemoveTemporaries(root);
        foreach (var folder in Directory.EnumerateDirectories(root))
        {
            StateDisk.RemoveTemporaries(folder);
            var document = Path.Combine(folder, BucketFile);
            if (!StateDisk.IsThere(document))
            {
                Directory.Delete(folder, recursive: true);
                continue;
            }
            var bucket = JsonSerializer.Deserialize(File.ReadAllBytes(document), StorageJson.Default.BucketDocument)
                ?? throw new InvalidDataException($"{document} holds no bucket");
            yield return new(bucket, Versions(folder), Uploads(folder));
        }
    }

    private static List<ObjectVersion> Versions(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*" + VersionExtension).Select(VersionFile.Read)];

    private Dictionary<string, IReadOnlyList<ObjectVersion>> Uploads(string folder)
    {
        var uploads = new Dictionary<string, IReadOnlyList<ObjectVersion>>(StringComparer.Ordinal);
        foreach (var upload in Directory.EnumerateDirectories(folder))
        {
            if (StateDisk.IsThere(PathOf(upload, 0)))
            {
                uploads[Path.GetFileName(upload)] = Versions(upload);
            }
            else
            {
                Directory.Delete(upload, recursive: true);
            }
        }

        return uploads;
    }

    private static void Sweep(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What it was the folder of has ended with its document.
        }
    }

    private string PathOf(string place, long sequence) =>
        Path.Combine(root, place, sequence.ToString("x16", CultureInfo.InvariantCulture) + VersionExtension);

    private sealed class Upload(FolderFiles files, string place) : ObjectUpload
    {
        private readonly string temporary = StateDisk.TemporaryIn(files.root);
        private FileStream? file;

        public override Stream Body => file ??= StateDisk.Open(temporary, FileMode.CreateNew);

        public override void Commit(ObjectVersion version)
        {
            VersionFile.WriteFooter(Body, version);
            files.disk.Commit(file!, temporary, files.PathOf(place, version.Sequence));
        }

        protected override void Dispose(bool disposing)
        {
            file?.Dispose();
            File.Delete(temporary);
        }
    }
}
