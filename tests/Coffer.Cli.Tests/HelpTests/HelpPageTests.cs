using System.CommandLine;
using Coffer.Cli.Help;
using Xunit;

namespace Coffer.Cli.Tests.HelpTests;

/// <summary>Every command's page fits a screen, and is in the overview.</summary>
public sealed class HelpPageTests
{
    private const int LeastPages = 18;
    private const int MaxLines = 24;
    private const int MaxWidth = 80;
    private const int MaxOverview = 60;

    private static readonly RootCommand Root = MakeRoot();

    public static TheoryData<string> Pages => [.. All(Root).Select(PathOf)];

    [Fact]
    public void No_page_is_lost() => Assert.True(Pages.Count >= LeastPages, "commands are missing");

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_fits_a_screen(string path)
    {
        var lines = HelpPage.Of(Find(path)).Split('\n')[..^1];
        Assert.InRange(lines.Length, 3, MaxLines);
        Assert.All(lines, line => Assert.True(line.Length <= MaxWidth, line));
        Assert.StartsWith($"usage: coffer {path}".TrimEnd(), lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Each_command_is_in_the_overview_and_has_an_example()
    {
        Assert.All(HelpPage.Commands(Root).TrimEnd('\n').Split('\n'), line => Assert.True(line.Length <= MaxOverview, line));
        Assert.All(Root.Subcommands.Where(command => !command.Hidden), command =>
        {
            var guide = CommandGuide.All[command.Name];
            Assert.InRange(guide.Short.Length, 1, CommandGuide.MaxShort);
            Assert.NotEmpty(guide.Examples);
            Assert.Contains($"  {command.Name} ", HelpPage.Commands(Root), StringComparison.Ordinal);
        });
    }

    private static RootCommand MakeRoot()
    {
        using var app = new App();
        return CommandLine.Root(app, null);
    }

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    private static string PathOf(Command command) => command is RootCommand ? ""
        : $"{PathOf(command.Parents.OfType<Command>().First())} {command.Name}".TrimStart();

    private static Command Find(string path) => All(Root).Single(command => PathOf(command) == path);
}
