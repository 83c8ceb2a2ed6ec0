using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Coffer.Cli.Tests.HelpTests;

/// <summary>The page of commands and the program say the same: commands, options and exit codes, both ways.</summary>
public sealed partial class ManualTests
{
    private const int LeastCommands = 20;
    private const int LeastOptions = 40;

    // Options of other programs that the page names.
    private static readonly string[] Foreign = ["--no-verify", "--global", "--port"];

    private static readonly string Page = ReadRoot("docs/manual/commands.md");

    private static readonly RootCommand Root = MakeRoot();

    private static Dictionary<string, string> Sections
    {
        get
        {
            // A command of several parts has a section for some of them.
            var sections = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (Match heading in Heading().Matches(Page))
            {
                var end = Page.IndexOf("\n## ", heading.Index + 1, StringComparison.Ordinal);
                var text = Page[heading.Index..(end < 0 ? Page.Length : end)];
                foreach (Match name in CommandName().Matches(heading.Value))
                {
                    sections[name.Groups[1].Value] = sections.GetValueOrDefault(name.Groups[1].Value) + text;
                }
            }

            return sections;
        }
    }

    [Fact]
    public void Each_command_has_a_section_and_each_section_a_command()
    {
        var commands = Root.Subcommands.Where(command => !command.Hidden).Select(command => command.Name)
            .Except(["help", "version"]).ToList();
        Assert.InRange(commands.Count, LeastCommands, int.MaxValue);
        Assert.Equal(commands.Order(StringComparer.Ordinal), Sections.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_option_is_in_its_commands_section()
    {
        var options = Root.Subcommands.Where(command => !command.Hidden)
            .SelectMany(command => OptionsOf(command).Select(option => (Command: command.Name, Option: option))).ToList();
        Assert.InRange(options.Count, LeastOptions, int.MaxValue);
        var sections = Sections;
        Assert.DoesNotContain(options, option => !Words(sections[option.Command]).Contains(option.Option));
    }

    [Fact]
    public void Each_option_of_a_section_is_an_option_of_coffer()
    {
        HashSet<string> known = [.. Root.Subcommands.SelectMany(OptionsOf), .. Foreign, "--help", "--version"];
        Assert.Empty(Sections.SelectMany(section => Words(section.Value).Where(word => !known.Contains(word))
            .Select(word => $"{section.Key}: {word}")));
    }

    // A line 'coffer COMMAND … --option' anywhere in the page is one that the command takes.
    [Fact]
    public void Each_line_of_a_command_has_options_of_that_command()
    {
        var commands = Root.Subcommands.ToDictionary(
            command => command.Name, command => OptionsOf(command).ToHashSet(StringComparer.Ordinal));
        var lines = CommandLineOf().Matches(Page).Where(line => commands.ContainsKey(line.Groups["command"].Value)).ToList();
        Assert.InRange(lines.Count, LeastCommands, int.MaxValue);
        Assert.Empty(lines.SelectMany(line => Words(line.Groups["rest"].Value.Split(" -- ")[0])
            .Where(word => !commands[line.Groups["command"].Value].Contains(word) && word != "--help")
            .Select(word => $"{line.Value}: {word}")));
    }

    [Fact]
    public void The_table_of_exit_codes_is_that_of_the_program()
    {
        var table = Page[Page.IndexOf("## Exit codes", StringComparison.Ordinal)..];
        var codes = ExitCode().Matches(table).Select(row => int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.Equal([0, 1, .. Enum.GetValues<ErrorCode>().Select(code => (int)code).Order(), 126, 127], codes);
    }

    // Each thing that the README says is not here yet, and what would show that it is.
    private static readonly Dictionary<string, Func<bool>> NotHere = new(StringComparer.Ordinal)
    {
        ["A published release"] = () => Regex.IsMatch(ReadRoot("CHANGELOG.md"), "^## [0-9v]", RegexOptions.Multiline),
    };

    // None of it may be a command, either.
    [Fact]
    public void What_is_not_here_yet_is_no_command()
    {
        var readme = ReadRoot("README.md");
        var start = readme.IndexOf("## What is not here yet", StringComparison.Ordinal);
        Assert.InRange(start, 0, readme.Length);
        var text = readme[start..readme.IndexOf("What needs more", start, StringComparison.Ordinal)];
        Assert.DoesNotContain(Root.Subcommands, command => text.Contains($"`{command.Name}`", StringComparison.Ordinal));
        var sentence = text.Split('\n')[2].TrimEnd('.').Split("; ");
        Assert.Equal(NotHere.Keys, sentence);
        Assert.Equal([], sentence.Where(thing => NotHere[thing]()));
    }

    private static IEnumerable<string> OptionsOf(Command command) => command.Subcommands.SelectMany(OptionsOf)
        .Concat(command.Options.Where(option => !option.Hidden).Select(option => option.Name))
        .Where(name => name is not "--help" and not "--version").Distinct();

    private static HashSet<string> Words(string text) => [.. Option().Matches(text).Select(match => match.Value)];

    private static RootCommand MakeRoot()
    {
        using var app = new App();
        return CommandLine.Root(app, null);
    }

    private static string ReadRoot(string path) => File.ReadAllText(Path.Combine(FindRoot(AppContext.BaseDirectory), path));

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Coffer.slnx")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);

    [GeneratedRegex("^## coffer .*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("coffer ([a-z]+)")]
    private static partial Regex CommandName();

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z0-9-]*[a-z0-9]")]
    private static partial Regex Option();

    [GeneratedRegex(@"\bcoffer (?<command>[a-z]+)(?<rest>[^\n`|>]*)")]
    private static partial Regex CommandLineOf();

    [GeneratedRegex(@"^\| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex ExitCode();
}
