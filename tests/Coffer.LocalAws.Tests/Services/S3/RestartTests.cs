using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.State;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

/// <summary>The data folder as a restart finds it, states included that only a kill leaves.</summary>
public sealed class RestartTests : IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string folder = Path.Combine(Directory.CreateTempSubdirectory("coffer-restart-").FullName, "s3");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);

    [Fact]
    public void Buckets_versions_and_bodies_are_there_and_the_order_goes_on()
    {
        var bucket = Make();
        Put(bucket, "k", 1);
        bucket.SetVersioning(VersioningStatus.Enabled);
        Put(bucket, "k", 2);
        bucket.Delete("k", WriteCondition.None, default);
        var before = Listed(bucket);

        var after = BucketStore.Open(folder, new StateDisk()).Find("bucket")!;
        Assert.Equal(VersioningStatus.Enabled, after.Versioning);
        Assert.Equal(before, Listed(after));
        using var body = after.Open(after.Find("k", ObjectVersion.NullId)!)!;
        Assert.Equal(1, body.ReadByte());
        Put(after, "k", 3);
        Assert.Equal(4, after.Find("k", null)!.Sequence);
    }

    [Fact]
    public void Of_two_null_versions_that_a_kill_left_the_newer_stays()
    {
        var bucket = Make();
        Put(bucket, "k", 1);
        var old = Assert.Single(Files(".object"));
        var copy = File.ReadAllBytes(old);
        Put(bucket, "k", 2);
        using (var file = new FileStream(old, FileMode.CreateNew))
        {
            file.Write(copy);
        }
        var after = BucketStore.Open(folder, new StateDisk()).Find("bucket")!;
        Assert.Equal(2, Assert.Single(after.List(new("", "", 10, Versions: true)).Items).Version.Sequence);
        Assert.Single(Files(".object"));
    }

    [Fact]
    public void An_upload_that_was_never_committed_leaves_nothing()
    {
        var bucket = Make();
        var upload = bucket.Begin(1);
        upload.Body.WriteByte(1);
        upload.Body.Flush();
        Assert.Single(Files(".tmp"));
        BucketStore.Open(folder, new StateDisk());
        Assert.Empty(Files(".tmp"));
        upload.Dispose();
    }

    [Fact]
    public void Every_file_and_folder_is_its_owners_alone()
    {
        var bucket = Make();
        Put(bucket, "../../escape", 1);
        foreach (var file in Files(""))
        {
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == OwnerFile, file);
        }
        foreach (var path in Directory.EnumerateDirectories(folder).Append(folder))
        {
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (OwnerFile | UnixFileMode.UserExecute), path);
        }
        Assert.Equal(2, Files("").Count);
    }

    private static List<(string, string, bool)> Listed(Bucket bucket) =>
        [.. bucket.List(
            new("", "", 10, Versions: true)).Items.Select(item => (item.Version.Key, item.Version.VersionId, item.Version.IsDeleteMarker))];

    private static void Put(Bucket bucket, string key, byte body)
    {
        using var upload = bucket.Begin(1);
        upload.Body.WriteByte(body);
        bucket.Put(new() { Key = key, LastModified = default, Size = 1 }, upload, WriteCondition.None);
    }

    private Bucket Make()
    {
        var store = BucketStore.Open(folder, new StateDisk());
        store.Create("bucket", "us-east-1", "000000000000", null, default);
        return store.Find("bucket")!;
    }

    private List<string> Files(string extension) => [.. Directory.EnumerateFiles(folder, "*" + extension, SearchOption.AllDirectories)];
}
