using Xunit;

namespace Coffer.Core.Tests.Architecture;

public sealed class DocumentationTests
{
    // Raise it with the pages: a reader that finds nothing would let every page pass.
    private const int FewestPaths = 20;

    internal static readonly string Root = FindRoot(AppContext.BaseDirectory);

    [Fact]
    public void Every_path_that_a_page_names_exists()
    {
        string[] pages =
        [
            .. Directory.EnumerateFiles(Root, "*.md"),
            .. Directory.Exists(Path.Combine(Root, "docs"))
                ? Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
                : [],
        ];
        // Packages of the site have pages of their own.
        var named = pages.Where(page => !page.Contains("/node_modules/", StringComparison.Ordinal)).SelectMany(page => DocumentedPaths
                .In(File.ReadAllText(page), Path.GetRelativePath(Root, Path.GetDirectoryName(page)!))
                .Select(path => (Page: Path.GetRelativePath(Root, page), Path: path)))
            .ToList();
        Assert.InRange(named.Count, FewestPaths, int.MaxValue);
        Assert.DoesNotContain(named, item => !DocumentedPaths.Exists(Root, item.Path));
    }

    [Fact]
    public void Paths_are_found_in_code_and_in_links()
    {
        const string Page = """
            See `src/Coffer.Core/Errors/ErrorCode.cs`, `tests/` and [the names](../Coffer.slnx#top), not
            `staging/api/db-password`, `s3://src/tests`, [AWS](https://docs.aws.amazon.com/kms/) or [below](#below);
            `src/*/*.csproj` and [the style](../.editorconfig "as it is") are no single file.
            """;
        var paths = DocumentedPaths.In(Page, "docs").ToList();
        Assert.Equal(["src/Coffer.Core/Errors/ErrorCode.cs", "tests", "src/*/*.csproj", "Coffer.slnx"], paths);
    }

    [Theory]
    [InlineData("src/Coffer.Core/Errors/ErrorCode.cs", true)]
    [InlineData("src/Coffer.Core", true)]
    [InlineData("src/Coffer.Core/*.csproj", true)]
    [InlineData("src/Coffer.Core/Errors/NoSuchError.cs", false)]
    [InlineData("src/coffer.core", false)]
    [InlineData("src/Coffer.Core/*.fsproj", false)]
    [InlineData("src/None/*.cs", false)]
    [InlineData("docs/no-such-page.md", false)]
    public void A_made_up_path_does_not_exist(string path, bool exists) => Assert.Equal(exists, DocumentedPaths.Exists(Root, path));

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Coffer.slnx")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
