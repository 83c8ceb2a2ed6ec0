using System.Text.RegularExpressions;
using Xunit;

namespace Coffer.Core.Tests.Architecture;

/// <summary>The form of every page: blocks that <c>tests/manual/run</c> knows what to do with, and links that lead somewhere.</summary>
public sealed partial class PageTests
{
    private const int FewestPages = 60;
    private const int FewestBlocks = 120;
    private const int FewestAnchors = 30;
    private const int FewestByTests = 40;

    private static readonly List<string> Pages = [.. FindPages()];

    [Fact]
    public void No_page_is_lost() => Assert.InRange(Pages.Count, FewestPages, int.MaxValue);

    [Fact]
    public void Each_block_says_what_is_done_with_it()
    {
        var blocks = Pages.SelectMany(page => Blocks(File.ReadLines(page)).Select(info => (Page: page, Info: info))).ToList();
        Assert.InRange(blocks.Count, FewestBlocks, int.MaxValue);
        Assert.DoesNotContain(blocks, block => !Known().IsMatch(block.Info));
    }

    [Fact]
    public void Each_block_that_a_test_runs_names_a_test_that_is_there()
    {
        var groups = File.ReadLines(Path.Combine(DocumentationTests.Root, "tests", "check"))
            .Single(line => line.StartsWith("groups='", StringComparison.Ordinal)).Split('\'', ' ');
        var named = Pages.SelectMany(page => Blocks(File.ReadLines(page))).Where(info => info.Contains(" by: ", StringComparison.Ordinal))
            .Select(info => info[(info.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split(' ')).ToList();
        Assert.InRange(named.Count, FewestByTests, int.MaxValue);
        Assert.DoesNotContain(
            named, words => !File.Exists(Path.Combine(DocumentationTests.Root, words[0])) || words[1..].Except(groups).Any());
    }

    // What the mechanism does not run has nothing else that would miss them.
    [Fact]
    public void Each_variable_of_a_block_is_set_on_its_page()
    {
        Assert.Equal(
            [],
            Pages.SelectMany(page => Unset(File.ReadAllText(page))
                .Select(name => $"{Path.GetRelativePath(DocumentationTests.Root, page)}: {name}")));
        Assert.Equal(["nowhere"], Unset("`$said`\n```sh skip: x\na=1\nread -r b\necho $a ${b} $said '$quoted' $nowhere \"$HOME\"\n```\n"));
    }

    [Fact]
    public void No_block_is_hidden_by_an_indent() => Assert.Empty(Pages.SelectMany(page => Indented(File.ReadLines(page))
        .Select(line => $"{Path.GetRelativePath(DocumentationTests.Root, page)}:{line}")));

    [Fact]
    public void Each_link_leads_to_a_heading()
    {
        var links = Pages.SelectMany(page => Anchors().Matches(File.ReadAllText(page))
            .Select(link => (Page: page, Target: link.Groups["page"].Value, Anchor: link.Groups["anchor"].Value))
            .Where(link => !link.Target.Contains("://", StringComparison.Ordinal))).ToList();
        Assert.InRange(links.Count, FewestAnchors, int.MaxValue);
        Assert.DoesNotContain(links, link => !Headings(PageOf(link.Page, link.Target)).Contains(link.Anchor));
    }

    [Fact]
    public void What_is_wrong_is_found()
    {
        string[] page = ["# A page", "", "    coffer list", "", "- a list", "", "    its text", "", "      coffer get", "", "Text",
            "    that goes on", "```sh", "    x", "```"];
        Assert.Equal([3, 9], Indented(page));
        Assert.Equal(["sh"], Blocks(page));
        Assert.All(["sh", "sh ends 66", "sh skip: why", "go by: x", "hcl", "output"], info => Assert.Matches(Known(), info));
        Assert.All(["", "bash", "sh skip", "sh ends 0", "python"], info => Assert.DoesNotMatch(Known(), info));
        Assert.Equal("what-it-may-set", Slug("What it may *set*"));
        Assert.Equal("coffer-mv-coffer-cp", Slug("coffer mv, coffer cp"));
    }

    private static IEnumerable<string> FindPages() =>
        Directory.EnumerateFiles(DocumentationTests.Root, "*.md", SearchOption.AllDirectories)
            .Where(page => !Made().IsMatch(Path.GetRelativePath(DocumentationTests.Root, page)));

    // The first lines of the fenced blocks, without their fence.
    private static IEnumerable<string> Blocks(IEnumerable<string> lines) => lines.Select(line => line.TrimStart())
        .Where(line => line.StartsWith("```", StringComparison.Ordinal)).Where((_, index) => index % 2 == 0).Select(line => line[3..]);

    // Variables of a page's shell blocks that neither a block before sets nor the text explains. Upper case is the environment's.
    private static IEnumerable<string> Unset(string page)
    {
        var blocks = string.Concat(ShellBlocks().Matches(page).Select(block => block.Groups[1].Value));
        var isSet = SetVariable().Matches(blocks).Concat(SaidVariable().Matches(page))
            .Select(name => name.Groups.Values.Last(group => group.Success).Value).ToHashSet();
        return UsedVariable().Matches(QuotedText().Replace(blocks, ""))
            .Select(name => name.Groups[1].Value).Distinct().Where(name => !isSet.Contains(name));
    }

    // The numbers of the lines that begin a block by an indent: after an empty line, four further in than the text around it.
    private static IEnumerable<int> Indented(IEnumerable<string> lines)
    {
        var (fence, text, empty) = (false, 0, true);
        foreach (var (index, line) in lines.Index())
        {
            var indent = line.Length - line.TrimStart().Length;
            if (line.AsSpan(indent).StartsWith("```"))
            {
                fence = !fence;
            }
            else if (!fence && line.Length > 0)
            {
                // The text of an item of a list begins after its marker.
                text = ListItem().Match(line) is { Success: true } item ? item.Length : indent == 0 ? 0 : text;
                if (empty && indent >= text + 4)
                {
                    yield return index + 1;
                }
            }

            empty = line.Length == 0;
        }
    }

    private static string PageOf(string page, string target) =>
        target.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, target));

    private static HashSet<string> Headings(string page) => [.. File.ReadLines(page).Where(line => line.StartsWith('#'))
        .Select(line => Slug(line.TrimStart('#').Trim()))];

    // As the sites that show Markdown make them.
    private static string Slug(string heading) =>
        NoSlug().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"(^|/)(artifacts|node_modules|\.terraform|\.git|bin|obj)/")]
    private static partial Regex Made();

    [GeneratedRegex(@"^([a-z]+( [a-z]+)? (skip|by): .+|sh|sh ends [1-9]\d*|output|hcl|csharp|text|json|yaml|ini|dockerfile)$")]
    private static partial Regex Known();

    [GeneratedRegex(@"^ *```sh[^\n]*\n(.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlocks();

    [GeneratedRegex(@"(?:^|[\s;(])(?:(?:for|read -r) )?([a-z_]+)(?==| in |\s*$|;)", RegexOptions.Multiline)]
    private static partial Regex SetVariable();

    [GeneratedRegex(@"`\$([a-z_]+)`")]
    private static partial Regex SaidVariable();

    [GeneratedRegex(@"\$\{?([a-z_]+)")]
    private static partial Regex UsedVariable();

    [GeneratedRegex(@"'[^']*'")]
    private static partial Regex QuotedText();

    [GeneratedRegex(@"^\s*([-*]|\d+\.) ")]
    private static partial Regex ListItem();

    [GeneratedRegex(@"\]\((?<page>[^)#\s]*)#(?<anchor>[^)\s]+)\)")]
    private static partial Regex Anchors();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoSlug();
}
