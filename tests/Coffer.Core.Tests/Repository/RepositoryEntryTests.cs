using System.Diagnostics;
using Coffer.Core.Repository;
using Coffer.Core.Tests.Support;
using Xunit;

namespace Coffer.Core.Tests.Repository;

public sealed class RepositoryEntryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Everything_is_named_in_order_and_no_link_is_entered()
    {
        folder.Write("staging/b/z", "x");
        folder.Write("staging/a/y/x", "x");
        folder.Write("staging/a/.hidden", "x");
        folder.Write("staging/A", "x");
        folder.MakeFolder("staging/empty/deeper");
        folder.Link("staging/around", "..");
        folder.Link("staging/dangling", "nowhere");
        folder.Fifo("staging/fifo");
        Assert.Equal(
            [
                ("staging/A", FileKind.File),
                ("staging/a/.hidden", FileKind.File),
                ("staging/a/y/x", FileKind.File),
                ("staging/around", FileKind.Link),
                ("staging/b/z", FileKind.File),
                ("staging/dangling", FileKind.Link),
                ("staging/fifo", FileKind.Special),
            ],
            Entries());
    }

    [Fact]
    public void An_environment_that_is_not_there_has_nothing() => Assert.Empty(Entries());

    [Fact]
    public void An_environment_that_is_a_link_is_named_and_not_entered()
    {
        folder.Write("real/api/a", "x");
        folder.Link("staging", "real");
        Assert.Equal([("staging", FileKind.Link)], Entries());
    }

    // .NET cannot say such a name back to the system, and Git and Terraform take it all the same.
    [Fact]
    public void A_name_that_is_not_UTF8_is_not_passed_over()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has such names");
        folder.MakeFolder("staging/api");
        try
        {
            Shell("printf hunter2 > \"$1/$(printf 'caf\\351')\"");
            Assert.Equal([("staging/api/caf\uFFFD", FileKind.Missing)], Entries());
        }
        finally
        {
            Shell("rm -r \"$1\"");
        }
    }

    private void Shell(string command)
    {
        using var shell = Process.Start("sh", ["-c", command, "sh", folder.At("staging/api")]);
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }

    private IEnumerable<(string Path, FileKind Kind)> Entries() =>
        SecretRepository.Open(folder.Path, Variables.None).Entries("staging").Select(entry => (entry.Path, entry.Kind));
}
