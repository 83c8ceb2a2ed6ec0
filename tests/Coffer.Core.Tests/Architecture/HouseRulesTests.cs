using System.Text.RegularExpressions;
using Xunit;

namespace Coffer.Core.Tests.Architecture;

/// <summary>What no analyzer looks at: the length of lines, words that must be decoded, the walks of the architecture page.</summary>
public sealed partial class HouseRulesTests
{
    private const int LongestLine = 140;
    private const int FewestSources = 800;

    private static readonly string[] Folders = ["src", "tests", "bench", "examples", "spec"];

    private static readonly string[] Pages =
    [
        "src", "docs", "terraform", "examples", "tests", "bench", "build", ".github",
        "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md",
    ];

    private static IEnumerable<string> Sources => Folders
        .SelectMany(folder => Files(folder))
        .Where(path => path.EndsWith(".cs", StringComparison.Ordinal));

    [Fact]
    public void No_line_is_longer_than_an_editor_shows()
    {
        var sources = Sources.ToList();
        Assert.InRange(sources.Count, FewestSources, int.MaxValue);
        Assert.Empty(sources.SelectMany(path => TooLong(path, File.ReadLines(path))));
    }

    [Fact]
    public void Words_that_must_be_decoded_are_not_used()
    {
        var pages = Pages.SelectMany(Files).Where(IsText).ToList();
        Assert.InRange(pages.Count, 1_500, int.MaxValue);
        Assert.Empty(pages.SelectMany(path => Riddles(path, File.ReadLines(path))));
    }

    [Fact]
    public void A_walk_of_the_architecture_page_meets_no_file_twice()
    {
        var page = File.ReadAllText(Path.Combine(DocumentationTests.Root, "docs", "architecture.md"));
        var walks = page[page.IndexOf("## Three walks", StringComparison.Ordinal)..];
        var files = SourcePath().Matches(walks[..walks.IndexOf("\n## ", 1, StringComparison.Ordinal)]).Select(match => match.Value)
            .ToList();
        Assert.InRange(files.Count, 25, 60);
        Assert.Equal(files.Distinct(), files);
    }

    [Fact]
    public void A_port_knows_no_transport_and_no_next_step()
    {
        var ports = Files("src/Coffer.Core/Ports").ToList();
        Assert.InRange(ports.Count, 7, 20);
        Assert.Empty(ports.SelectMany(path => File.ReadLines(path).Where(line => Transport().IsMatch(line))
            .Select(line => $"{path}: {line.Trim()}")));
    }

    /// <summary>The core has users without a command line: an option's name means nothing to them, a whole command does.</summary>
    [Fact]
    public void The_core_names_an_option_with_its_command_only()
    {
        var core = Files("src/Coffer.Core").Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).ToList();
        Assert.InRange(core.Count, 100, 300);
        Assert.Empty(core.SelectMany(path => BareOptions(path, File.ReadLines(path))));
    }

    [Fact]
    public void No_name_begins_with_an_underscore() =>
        Assert.Empty(Sources.SelectMany(path => Underscores(path, File.ReadLines(path))));

    [Fact]
    public void Every_decision_has_its_date_its_status_and_what_would_change_it_and_stands_in_the_index()
    {
        var decisions = Files("docs/decisions").Where(path => !path.EndsWith("README.md", StringComparison.Ordinal)).ToList();
        Assert.InRange(decisions.Count, 60, 200);
        var index = File.ReadAllLines(Path.Combine(DocumentationTests.Root, "docs", "decisions", "README.md"));
        Assert.Equal(decisions.Count, index.Count(line => IndexRow().IsMatch(line)));
        Assert.DoesNotContain(decisions, path => !IsWhole(File.ReadAllText(path), Path.GetFileName(path), index));
    }

    [Theory]
    [InlineData("# 7. A\n\nDate: 2026-11. Status: in force.\n\n**What would change it:** b.", "| 7 | [A](07-a.md) | in force |", true)]
    [InlineData("# 7. A\n\nDate: 2026-11. Status: in force.\n\nb", "| 7 | [A](07-a.md) | in force |", false)]
    [InlineData("# 7. A\n\n**What would change it:** b.", "| 7 | [A](07-a.md) | in force |", false)]
    [InlineData("# 7. A\n\nDate: 2026-11. Status: in force.\n\n**What would change it:** b.", "| 8 | [A](07-a.md) | in force |", false)]
    public void A_decision_that_lacks_something_is_found(string text, string row, bool whole) =>
        Assert.Equal(whole, IsWhole(text, "07-a.md", [row]));

    [Fact]
    public void Long_lines_and_riddles_are_found()
    {
        Assert.Single(TooLong("a.cs", [new string('a', LongestLine), new string('a', LongestLine + 1)]));
        Assert.Equal(3, Riddles("a.md", ["sealed anew", "whoever reads", "Ends it.", "sealed again", "renewed"]).Count());
    }

    [Fact]
    public void Bare_options_and_underscores_are_found()
    {
        string[] bare = ["""say "--from KEY".""", """ "'--allow-empty' says so" """, """ "what is required says --require, " """];
        Assert.Equal(bare.Length, BareOptions("a.cs", bare).Count());
        string[] whole = [""" "'coffer push --delete --allow-empty' says so" """, """ "'git checkout --ours -- FILE'" """];
        Assert.Empty(BareOptions("a.cs", whole));
        string[] before = ["private readonly int", "var", "public static Task", "Run(int"];
        var marked = before.Select(start => $"{start} _name").ToList();
        Assert.Equal(marked.Count, Underscores("a.cs", marked).Count());
        Assert.Empty(Underscores("a.cs", ["        _ = Run();", "    public void A_test_is_a_sentence()", "        _ => 1,"]));
    }

    // This file has the words themselves.
    private static bool IsText(string path) => Text().IsMatch(path) && Path.GetFileName(path) != $"{nameof(HouseRulesTests)}.cs";

    private static IEnumerable<string> TooLong(string path, IEnumerable<string> lines) =>
        lines.Index().Where(line => line.Item.Length > LongestLine).Select(line => $"{path}:{line.Index + 1}");

    private static IEnumerable<string> Riddles(string path, IEnumerable<string> lines) =>
        lines.Index().Where(line => Riddle().IsMatch(line.Item)).Select(line => $"{path}:{line.Index + 1}: {line.Item.Trim()}");

    private static IEnumerable<string> BareOptions(string path, IEnumerable<string> lines) =>
        lines.Index().Where(line => BareOption().IsMatch(line.Item)).Select(line => $"{path}:{line.Index + 1}: {line.Item.Trim()}");

    private static IEnumerable<string> Underscores(string path, IEnumerable<string> lines) =>
        lines.Index().Where(line => Underscore().IsMatch(line.Item)).Select(line => $"{path}:{line.Index + 1}: {line.Item.Trim()}");

    private static bool IsWhole(string text, string file, string[] index)
    {
        var number = file[..2].TrimStart('0');
        return text.StartsWith($"# {number}. ", StringComparison.Ordinal)
            && DateAndStatus().IsMatch(text)
            && text.Contains("**What would change it:** ", StringComparison.Ordinal)
            && index.Count(row => row.StartsWith($"| {number} | ", StringComparison.Ordinal)
                && row.Contains($"]({file})", StringComparison.Ordinal)) == 1;
    }

    private static IEnumerable<string> Files(string name)
    {
        var path = Path.Combine(DocumentationTests.Root, name);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => !Made().IsMatch(file))
            : [path];
    }

    [GeneratedRegex(@"/(obj|bin|node_modules|\.terraform)/")]
    private static partial Regex Made();

    [GeneratedRegex(@"(/build|\.(cs|md|tf|c|txt|sh|py|yml))$")]
    private static partial Regex Text();

    [GeneratedRegex(@"src/[A-Za-z0-9./]+\.cs")]
    private static partial Regex SourcePath();

    [GeneratedRegex(@"\b(connections?|sockets?|requests?|prox(y|ies)|retry|hints?|Tls|Http)\b|(Connect|Retry|Hint|Socket|Http)[A-Z]")]
    private static partial Regex Transport();

    // The AWS CLI's own, in one hint, and base64's are no options of ours. A command may begin on the line before.
    [GeneratedRegex(@"^(?!\s*///)(?!.*\b(coffer|git|base64|CiphertextBlob)\b.*--[a-z])(?!.*exec --dry-run).*[\s'""]--[a-z]")]
    private static partial Regex BareOption();

    [GeneratedRegex(@"\b(private|internal|protected|public|readonly|static|var|int|string|bool)\s([\w<>\[\],?]+\s)*_[A-Za-z]\w*")]
    private static partial Regex Underscore();

    [GeneratedRegex(@"^Date: [0-9]{4}-[0-9]{2}\. Status: (in force|replaced by [0-9]+)\b", RegexOptions.Multiline)]
    private static partial Regex DateAndStatus();

    [GeneratedRegex(@"^\| [0-9]+ \| \[")]
    private static partial Regex IndexRow();

    [GeneratedRegex(@"\b(anew|whoever|whomever|furnish|shall)\b(?! be (encoded|Base64))|\bEnds it\.", RegexOptions.IgnoreCase)]
    private static partial Regex Riddle();
}
