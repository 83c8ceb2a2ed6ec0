using Coffer.LocalAws.State;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.State;

public sealed class FileStateStoreTests
{
    [Fact]
    public void Both_stores_keep_replace_and_delete()
    {
        using var folder = new TemporaryFolder();
        IStateStore[] stores = [new MemoryStateStore(), new FileStateStore(folder.Path, new StateDisk())];
        foreach (var store in stores)
        {
            store.Save("a", "one", "1"u8);
            store.Save("a", "two", "2"u8);
            store.Save("b", "one", "3"u8);
            store.Save("a", "one", "4"u8);
            store.Delete("a", "two");
            store.Delete("a", "never");
            Assert.Equal([("one", "4")], store.Load("a").Select(d => (d.Name, System.Text.Encoding.UTF8.GetString(d.Content))));
            Assert.Single(store.Load("b"));
            Assert.Empty(store.Load("c"));
        }

        Assert.Equal(2, stores.Length);
    }

    [Fact]
    public void A_question_that_failed_is_not_no()
    {
        using var folder = new TemporaryFolder();
        Assert.True(StateDisk.IsThere(folder.Path));
        Assert.False(StateDisk.IsThere(Path.Combine(folder.Path, "nothing")));
        Assert.False(StateDisk.IsThere(Path.Combine(folder.Path, "nothing", "below")));
        Assert.ThrowsAny<IOException>(() => StateDisk.IsThere(Path.Combine(folder.Path, new string('a', 300))));
    }

    [Fact]
    public void Files_are_the_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes");
        using var folder = new TemporaryFolder();
        var root = Path.Combine(folder.Path, "data");
        new FileStateStore(root, new StateDisk()).Save("a", "one", "1"u8);
#pragma warning disable CA1416 // skipped on Windows above
        Assert.Equal("rwx------", Mode(root));
        Assert.Equal("rwx------", Mode(Path.Combine(root, "a")));
        Assert.Equal("rw-------", Mode(Path.Combine(root, "a", "one")));

        static string Mode(string path) =>
            string.Concat("rwxrwxrwx".Select((c, i) => (((int)File.GetUnixFileMode(path) >> (8 - i)) & 1) == 1 ? c : '-'));
#pragma warning restore CA1416
    }

    [Fact]
    public void What_a_killed_write_left_is_removed()
    {
        using var folder = new TemporaryFolder();
        var store = new FileStateStore(folder.Path, new StateDisk());
        store.Save("a", "one", "1"u8);
        var leftover = Path.Combine(folder.Path, "a", ".0123.tmp");
        File.Copy(Path.Combine(folder.Path, "a", "one"), leftover);

        Assert.Single(store.Load("a"));
        Assert.False(File.Exists(leftover));
    }
}
