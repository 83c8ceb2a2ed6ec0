using Coffer.Core.Tests.Support;
using Xunit;

namespace Coffer.Core.Tests.Files;

public sealed class SafeFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_regular_file_is_read_whole()
    {
        byte[] content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)];
        Assert.Equal(content, SafeFile.Read(folder.Write("a", content), "a", content.Length));
        Assert.Empty(SafeFile.Read(folder.Write("empty", ""), "empty", 10));
        Assert.Equal(FileKind.File, SafeFile.KindOf(folder.At("a"), "a"));
    }

    [Fact]
    public void One_byte_too_many_is_refused_with_the_sizes()
    {
        var path = folder.Write("a", "12345");
        Assert.Equal(5, SafeFile.Read(path, "a", 5).Length);
        var exception = Failures.Of(ErrorCode.Malformed, () => SafeFile.Read(path, "staging/api/a", 4));
        Assert.Equal("'staging/api/a' has 5 bytes, more than the 4 that are read", exception.Message);
    }

    [Fact]
    public void What_is_missing_is_not_found()
    {
        Refused(folder.At("none"), FileKind.Missing, ErrorCode.NotFound, "'shown' does not exist");
        folder.Write("file", "");
        Refused(folder.At("file/below"), FileKind.Missing, ErrorCode.NotFound, "'shown' does not exist");
    }

    [Fact]
    public void A_folder_is_refused() =>
        Refused(folder.MakeFolder("a"), FileKind.Folder, ErrorCode.Malformed, "'shown' is a folder, not a secret");

    [Fact]
    public void No_link_is_followed()
    {
        folder.Write("file", "value");
        folder.MakeFolder("sub");
        foreach (var target in (string[])["file", "sub", "nowhere", "link-nowhere", "/etc/hostname", "/dev/zero"])
        {
            var link = folder.Link($"link-{Path.GetFileName(target)}", target);
            Refused(link, FileKind.Link, ErrorCode.Malformed, "'shown' is a link");
        }
    }

    [Fact]
    public async Task A_FIFO_does_not_hang()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "FIFOs are looked for on Linux");
        var fifo = folder.Fifo("fifo");
        await Task.Run(() => Special(fifo), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Sockets_and_devices_are_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "they are looked for on Linux");
        Special(folder.Socket("socket"));
        Special("/dev/zero");
        Special("/dev/null");
    }

    private static void Special(string path) =>
        Refused(path, FileKind.Special, ErrorCode.Malformed, "'shown' is neither a file nor a folder");

    private static void Refused(string path, FileKind kind, ErrorCode code, string message)
    {
        Assert.Equal(kind, SafeFile.KindOf(path, "shown"));
        Assert.Equal(message, Failures.Of(code, () => SafeFile.Read(path, "shown", 1000)).Message);
    }
}
