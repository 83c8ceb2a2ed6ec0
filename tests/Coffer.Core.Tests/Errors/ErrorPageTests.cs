using System.Text.RegularExpressions;
using Coffer.Core.Tests.Architecture;
using Xunit;

namespace Coffer.Core.Tests.Errors;

/// <summary>The page of errors has a row for each error that the sources give, and no other; './build pages' writes the tables.</summary>
public sealed partial class ErrorPageTests
{
    private const int LeastCreations = 400;
    private const int LeastRows = 450;

    private static readonly string Path = System.IO.Path.Combine(DocumentationTests.Root, "docs", "manual", "errors.md");

    private static readonly Lazy<SourceErrors> Errors = new(SourceErrors.Read);

    [Fact]
    public void It_has_what_the_sources_say()
    {
        var page = File.ReadAllText(Path);
        var made = ErrorPage.Of(page, Errors.Value.All);
        if (Environment.GetEnvironmentVariable("WRITE_PAGES") is not null)
        {
            File.WriteAllText(Path, made);
            return;
        }

        Assert.InRange(Errors.Value.Creations, LeastCreations, int.MaxValue);
        Assert.InRange(Row().Count(page), LeastRows, int.MaxValue);
        Assert.Equal(made, page);
    }

    [Fact]
    public void Each_section_says_the_cause_and_the_mend()
    {
        var sections = File.ReadAllText(Path).Split("\n## ")[1..];
        Assert.InRange(sections.Length, 25, int.MaxValue);
        Assert.All(sections, section => Assert.Matches(Written(), section));
    }

    [Fact]
    public void Rows_are_made_of_what_is_read()
    {
        const string page = "# Errors\n\n## Gone\n\nCause: a.\n\nMend: b.\n\n<!-- made of src/Gone -->\n\n"
            + "## Here\n\nCause: a.\n\nMend: b.\n\n<!-- made of src/Here -->\n\nold\n";
        var made = ErrorPage.Of(page, [new("src/Here", "66", "'…' | is not there", "look <there>"), new("src/New", "65", "x", "")]);
        Assert.DoesNotContain("Gone", made, StringComparison.Ordinal);
        Assert.Contains("## Here\n\nCause: a.\n\nMend: b.\n\n<!-- made of src/Here -->", made, StringComparison.Ordinal);
        Assert.Contains("| 66 | '…' \\| is not there | look \\<there> |\n", made, StringComparison.Ordinal);
        Assert.DoesNotContain("old", made, StringComparison.Ordinal);
        Assert.Contains("## ? src/New\n\nCause: ?", made, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\| [\d…]", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^[A-Z`][^\n?]+\n\nCause: [A-Z`\[][^?]+\n\nMend: [A-Z`\[][^?]+\n\n<!-- made of ")]
    private static partial Regex Written();
}
