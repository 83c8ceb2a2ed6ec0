using System.Runtime.Versioning;
using Coffer.Core.Tests.Support;
using Xunit;

namespace Coffer.Core.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_new_file_is_written_with_the_folders_above_it()
    {
        AtomicFile.Replace(folder.At("staging/api/tls/key"), "shown", "new"u8);
        Assert.Equal("new"u8.ToArray(), File.ReadAllBytes(folder.At("staging/api/tls/key")));
        Assert.Equal(["staging", "staging/api", "staging/api/tls", "staging/api/tls/key"], folder.Everything());
    }

    [Theory]
    [InlineData("")]
    [InlineData("n")]
    [InlineData("a much longer content than the old one")]
    public void An_old_file_is_replaced_whole(string content)
    {
        var path = folder.Write("a", "the old content");
        AtomicFile.Replace(path, "a", System.Text.Encoding.UTF8.GetBytes(content));
        Assert.Equal(content, File.ReadAllText(path));
        Assert.Equal(["a"], folder.Everything());
    }

    [Theory]
    [UnsupportedOSPlatform("windows")]
    [InlineData("600")]
    [InlineData("640")]
    [InlineData("444")]
    [InlineData("755")]
    public void The_mode_of_an_old_file_is_kept(string octal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are Unix's");
        var mode = (UnixFileMode)Convert.ToInt32(octal, 8);
        var path = folder.Write("a", "old");
        File.SetUnixFileMode(path, mode);
        AtomicFile.Replace(path, "a", "new"u8);
        Assert.Equal(mode, File.GetUnixFileMode(path));
        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void An_open_old_file_keeps_its_content()
    {
        var path = folder.Write("a", "old");
        using var reader = new StreamReader(path);
        AtomicFile.Replace(path, "a", "new"u8);
        Assert.Equal("old", reader.ReadToEnd());
    }

    [Fact]
    public void What_is_no_regular_file_is_not_replaced()
    {
        folder.Write("target", "old");
        folder.MakeFolder("sub");
        folder.Link("link", "target");
        folder.Link("dangling", "nowhere");
        var before = folder.Everything();
        foreach (var name in (string[])["link", "dangling", "sub"])
        {
            Failures.Of(ErrorCode.Malformed, () => AtomicFile.Replace(folder.At(name), name, "new"u8));
        }

        Assert.Equal(before, folder.Everything());
        Assert.Equal("old", File.ReadAllText(folder.At("target")));
    }

    [Fact]
    public void What_an_interrupted_command_left_is_removed_and_nothing_else()
    {
        folder.Write(".coffer-0123.tmp", "left");
        folder.Write(".coffer-.tmp", "left");
        folder.Write("sub/.coffer-0123.tmp", "of another folder");
        folder.Write(".coffer-0123.tmp.txt", "somebody's");
        folder.Write("coffer-0123.tmp", "somebody's");
        AtomicFile.Replace(folder.At("a"), "a", "new"u8);
        Assert.Equal([".coffer-0123.tmp.txt", "a", "coffer-0123.tmp", "sub", "sub/.coffer-0123.tmp"], folder.Everything());
    }

    [Theory]
    [InlineData(".coffer-0123.tmp", true)]
    [InlineData(".coffer-.tmp", true)]
    [InlineData("coffer-0123.tmp", false)]
    [InlineData(".coffer-0123.tmp2", false)]
    [InlineData(".coffer.tmp", false)]
    public void Temporary_files_are_known_by_their_names(string name, bool temporary) =>
        Assert.Equal(temporary, AtomicFile.IsTemporary(name));

    [Fact]
    public void A_failure_leaves_no_temporary_file()
    {
        // A name of 256 bytes can be written under a temporary name, and not be given its own.
        folder.Write("other", "old");
        var exception = Failures.Of(
            ErrorCode.CannotWrite, () => AtomicFile.Replace(folder.At(new string('n', 256)), "staging/api/n", "new"u8));
        Assert.StartsWith("'staging/api/n' cannot be written: ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Path, exception.Message, StringComparison.Ordinal);
        Assert.Equal(["other"], folder.Everything());
    }

    [Fact]
    public void A_file_where_a_folder_is_wanted_stays()
    {
        folder.Write("staging", "file");
        Failures.Of(ErrorCode.CannotWrite, () => AtomicFile.Replace(folder.At("staging/a"), "staging/a", "new"u8));
        Assert.Equal("file", File.ReadAllText(folder.At("staging")));
        Assert.Equal(["staging"], folder.Everything());
    }

    [Fact]
    public void A_folder_that_nobody_writes_to_is_an_error()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's");
        Failures.Of(ErrorCode.CannotWrite, () => AtomicFile.Replace("/proc/coffer-test", "staging/a", "new"u8));
        Failures.Of(ErrorCode.CannotWrite, () => AtomicFile.Replace("/proc/coffer/test", "staging/a", "new"u8));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_read_only_folder_keeps_its_old_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "root writes everywhere");
        var path = folder.Write("sub/a", "old");
        File.SetUnixFileMode(folder.At("sub"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            var exception = Failures.Of(ErrorCode.CannotWrite, () => AtomicFile.Replace(path, "a", "new"u8));
            Assert.Equal("'a' cannot be written: no permission", exception.Message);
            Assert.Equal("old", File.ReadAllText(path));
        }
        finally
        {
            File.SetUnixFileMode(folder.At("sub"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Assert.Equal(["sub", "sub/a"], folder.Everything());
    }

    [Fact]
    public void A_file_is_deleted_and_a_missing_one_is_no_error()
    {
        var path = folder.Write("a", "old");
        AtomicFile.Delete(path, "a");
        AtomicFile.Delete(path, "a");
        Assert.Empty(folder.Everything());
        Failures.Of(ErrorCode.CannotWrite, () => AtomicFile.Delete(folder.At("none/a"), "none/a"));
    }
}
