using System.Text.RegularExpressions;
using Coffer.Core.Tests.Architecture;
using Xunit;

namespace Coffer.Core.Tests.Configuration;

/// <summary>The variables of others that the sources name and those that the manual says are taken are the same.</summary>
public sealed partial class OtherVariablesTests
{
    private const int Least = 30;

    // Names that are told to others: to the editor, in a list of those that change how programs run, and the home of another system.
    private static readonly string[] NotRead = ["XDG_CACHE_HOME", "XDG_STATE_HOME", "USERPROFILE"];

    private static readonly string[] Programs = ["Coffer.Core", "Coffer.Aws", "Coffer.Cli", "Coffer.Configuration"];

    private static HashSet<string> InSources => [.. Programs
        .SelectMany(project => Directory.EnumerateFiles(
            Path.Combine(DocumentationTests.Root, "src", project), "*.cs", SearchOption.AllDirectories))
        .Where(file => Path.GetFileName(file) != "VariableFamilies.cs")
        .SelectMany(file => Literal().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
        .Except(NotRead)];

    [Fact]
    public void Each_that_is_read_is_in_the_manual()
    {
        var manual = string.Concat(Directory.EnumerateFiles(
            Path.Combine(DocumentationTests.Root, "docs", "manual"), "*.md", SearchOption.AllDirectories).Select(File.ReadAllText));
        var read = InSources;
        Assert.InRange(read.Count, Least, int.MaxValue);
        Assert.Equal([], read.Where(name => !manual.Contains($"`{name}", StringComparison.Ordinal)
            && !manual.Contains($"`${name}", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_that_is_taken_is_read()
    {
        var page = File.ReadAllText(Path.Combine(DocumentationTests.Root, "docs", "manual", "aws-settings.md"));
        var taken = TakenRow().Matches(page).SelectMany(row => Name().Matches(row.Groups[1].Value).Select(name => name.Groups[1].Value))
            .ToList();
        var read = InSources;

        // The endpoint of a service is made of the name of all.
        Assert.Equal([], taken.Where(name => !read.Contains(name) && !name.StartsWith("AWS_ENDPOINT_URL_", StringComparison.Ordinal)));
        Assert.InRange(taken.Count, 20, int.MaxValue);
    }

    [GeneratedRegex(
        "\"(AWS_[A-Z0-9_]+|(?:HTTPS|NO|ALL)_PROXY|SSL_CERT_(?:FILE|DIR)|NO_COLOR|TERM|EDITOR|VISUAL|XDG_[A-Z_]+|SUDO_UID|USERPROFILE)\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"^\| ([^|]*) \| taken", RegexOptions.Multiline)]
    private static partial Regex TakenRow();

    [GeneratedRegex("`([A-Z][A-Z0-9_]+)`")]
    private static partial Regex Name();
}
