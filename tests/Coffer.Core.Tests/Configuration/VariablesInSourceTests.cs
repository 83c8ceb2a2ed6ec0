using System.Text.RegularExpressions;
using Coffer.Core.Configuration;
using Coffer.Core.Tests.Architecture;
using Xunit;

namespace Coffer.Core.Tests.Configuration;

/// <summary>The one list of variables is the whole list: one that is read past it would be taken where it is empty.</summary>
public sealed partial class VariablesInSourceTests
{
    private static readonly string Source = Path.Combine(DocumentationTests.Root, "src");

    [Fact]
    public void Every_variable_that_the_source_names_is_in_the_list()
    {
        var files = Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Source, "*.c", SearchOption.AllDirectories)).ToList();
        Assert.InRange(files.Count, 300, int.MaxValue);
        var named = files.SelectMany(file => Name().Matches(File.ReadAllText(file)).Select(match => match.Value)).Distinct();
        Assert.Equal(CofferVariables.All.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_is_written_once_as_a_constant()
    {
        var constants = Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Constant().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value));
        Assert.Equal(CofferVariables.All.Order(StringComparer.Ordinal), constants.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_is_in_the_manual()
    {
        var manual = string.Concat(
            Directory.EnumerateFiles(Path.Combine(DocumentationTests.Root, "docs", "manual"), "*.md").Select(File.ReadAllText));
        Assert.Equal(10, CofferVariables.All.Count);
        Assert.Equal([], CofferVariables.All.Where(name => !manual.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    [GeneratedRegex("COFFER_[A-Z][A-Z_]*[A-Z]")]
    private static partial Regex Name();

    [GeneratedRegex("const string \\w+ = \"(COFFER_[A-Z][A-Z_]*[A-Z])\";")]
    private static partial Regex Constant();
}
