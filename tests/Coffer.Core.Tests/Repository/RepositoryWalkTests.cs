using Coffer.Core.Repository;
using Coffer.Core.Tests.Support;
using Xunit;

namespace Coffer.Core.Tests.Repository;

public sealed class RepositoryWalkTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public RepositoryWalkTests()
    {
        folder.Write("coffer.json", """{"environments": {"staging": {}}}""");
        folder.MakeFolder("top/inner/deep");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_leads_to_the_root() => Assert.Equal("/", RepositoryWalk.From("/usr/lib", Variables.None).Last());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_ends_at_the_top_of_the_work_tree(bool worktree)
    {
        Assert.Equal(folder.Path, Root());
        if (worktree)
        {
            folder.Write("top/.git", "gitdir: elsewhere");
        }
        else
        {
            folder.MakeFolder("top/.git");
        }

        Assert.Equal(folder.At("top/inner/deep"), Root());
        Assert.Equal(
            [folder.At("top/inner/deep"), folder.At("top/inner"), folder.At("top")],
            RepositoryWalk.From(folder.At("top/inner/deep"), Variables.None));
        folder.Write("top/coffer.json", """{"environments": {"staging": {}}}""");
        Assert.Equal(folder.At("top"), Root());
    }

    [Fact]
    public void It_ends_at_home_by_whatever_name()
    {
        folder.Link("link", folder.At("top"));
        Assert.Equal(folder.At("top/inner/deep"), Root(folder.At("top")));
        Assert.Equal(folder.At("top/inner/deep"), Root(folder.At("top/")));
        Assert.Equal(folder.At("top/inner/deep"), Root(folder.At("link")));
        Assert.Equal(folder.Path, Root(folder.Path));
        Assert.Equal(folder.Path, Root(folder.At("elsewhere")));
    }

    [Fact]
    public void It_ends_at_the_border_of_the_file_system() =>
        Assert.Equal(["/proc/self", "/proc"], RepositoryWalk.From("/proc/self", Variables.None));

    private string Root(string? home = null) =>
        SecretRepository.Open(folder.At("top/inner/deep"), name => name == "HOME" ? home : null).Root;
}
