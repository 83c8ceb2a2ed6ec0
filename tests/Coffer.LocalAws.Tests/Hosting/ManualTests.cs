using System.CommandLine;
using System.Text.RegularExpressions;
using Coffer.LocalAws.Services;
using Xunit;

namespace Coffer.LocalAws.Tests.Hosting;

/// <summary>The manual's tables of actions and options say what there is, no more and no less.</summary>
public sealed partial class ManualTests
{
    [Fact]
    public void The_manual_names_every_action()
    {
        var rows = TableRow().Matches(File.ReadAllText(Path.Combine(Root(), "docs", "manual", "local-aws.md")))
            .ToDictionary(row => row.Groups["service"].Value, row => row.Groups["actions"].Value.Split(", "));

        Assert.Equal(
            AwsServices.Names.Select(name => name.ToUpperInvariant()).Order(StringComparer.Ordinal),
            rows.Keys.Order(StringComparer.Ordinal));
        foreach (var entry in AwsServices.Entries)
        {
            var actions = entry.Actions.Order(StringComparer.Ordinal).ToList();
            Assert.Equal(actions, rows[entry.Name.ToUpperInvariant()]);
            Assert.Equal(actions.Count, actions.Distinct(StringComparer.Ordinal).Count());
        }

        Assert.Equal(6, AwsServices.Entries.Count);
    }

    [Fact]
    public void The_manual_names_every_option()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "manual", "local-aws.md"));
        var server = ServerCommand.Create(_ => Task.FromResult(0));
        var options = OptionsOf(server).ToList();
        Assert.Equal(
            options.Order(StringComparer.Ordinal),
            OptionRow().Matches(page).Select(row => row.Groups["option"].Value).Order(StringComparer.Ordinal));
        Assert.Equal(17, options.Count);
        var others = server.Subcommands.SelectMany(OptionsOf).ToList();
        Assert.Equal([], others.Where(option => !page.Contains(option, StringComparison.Ordinal)));
        Assert.InRange(others.Count, 5, int.MaxValue);
    }

    private static IEnumerable<string> OptionsOf(Command command) => command.Options.Where(option => !option.Hidden)
        .Select(option => option.Name).Where(name => name is not "--help" and not "--version");

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Coffer.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests are not in the repository");
        }

        return folder;
    }

    [GeneratedRegex(@"^\| `(?<option>--[a-z-]+)[^`]*` \| [^|]* \| [^|]* \|$", RegexOptions.Multiline)]
    private static partial Regex OptionRow();

    [GeneratedRegex(@"^\| (?<service>[A-Z0-9]+) \| (?<actions>\w+(, \w+)*) \|$", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
