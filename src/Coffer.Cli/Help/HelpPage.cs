using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text;

namespace Coffer.Cli.Help;

/// <summary>What <c>--help</c> and <c>help</c> print: usage, what it takes, and examples, on one screen.</summary>
internal static class HelpPage
{
    private const int Width = 80;
    private const int MaxLabel = 28;
    private const int ColumnWidth = 30;
    private const int NameWidth = 11;

    /// <summary>The page of a command; of the root, the overview.</summary>
    public static string Of(Command command) => command is RootCommand ? Overview(command) : Page(command);

    /// <summary>The commands in two columns.</summary>
    public static string Commands(Command root)
    {
        var order = CommandGuide.All.Keys.ToList();
        List<string> cells = [.. root.Subcommands.Where(command => !command.Hidden)
            .OrderBy(command => order.IndexOf(command.Name) is >= 0 and var at ? at : int.MaxValue)
            .Select(command => command.Name.PadRight(NameWidth) + (CommandGuide.All.GetValueOrDefault(command.Name)?.Short ?? ""))];
        var rows = (cells.Count + 1) / 2;
        return string.Concat(Enumerable.Range(0, rows).Select(row =>
            $"  {cells[row].PadRight(ColumnWidth)}{(row + rows < cells.Count ? cells[row + rows] : "")}".TrimEnd() + '\n'));
    }

    private static string Overview(Command root) => $"""
        usage: coffer COMMAND [ARG…] [options]
        {root.Description}

        {Commands(root)}
        'coffer help COMMAND' explains one; an address is <environment>/<service>/<name>
        '--reason TEXT' or COFFER_REASON: why; CloudTrail keeps it of each call to AWS

        """.ReplaceLineEndings("\n");

    private static string Page(Command command)
    {
        var text = new StringBuilder($"usage: {Path(command)}");
        foreach (var argument in command.Arguments.Where(argument => !argument.Hidden))
        {
            text.Append(' ').Append(argument.Arity switch
            {
                { MinimumNumberOfValues: 0, MaximumNumberOfValues: 1 } => $"[{argument.Name}]",
                { MinimumNumberOfValues: 0 } => $"[{argument.Name}…]",
                { MaximumNumberOfValues: > 1 } => $"{argument.Name}…",
                _ => argument.Name,
            });
        }

        List<Option> options = [.. command.Options.Where(option => !option.Hidden && option is not (HelpOption or VersionOption))];
        text.Append(command.Subcommands.Count > 0 ? " COMMAND" : "").Append(options.Count > 0 ? " [options]" : "");
        text.Append(command.Name == "exec" ? " -- COMMAND [ARG…]\n" : "\n");
        AppendRow(text, "", command.Description ?? "", 0);
        text.Append('\n');
        List<(string Label, string Text)> rows =
        [
            .. command.Arguments.Where(argument => !argument.Hidden).Select(argument => (argument.Name, argument.Description ?? "")),
            .. command.Subcommands.Where(sub => !sub.Hidden).Select(sub => (sub.Name, sub.Description ?? "")),
            .. options.Select(option => (Label(option), option.Description ?? "")),
        ];
        var width = rows.Select(row => row.Label.Length).Where(length => length <= MaxLabel).DefaultIfEmpty(0).Max() + 4;
        foreach (var (label, description) in rows)
        {
            AppendRow(text, $"  {label}", description, width);
        }

        if (command.Parents.Any(above => above is RootCommand)
            && CommandGuide.All.GetValueOrDefault(command.Name) is { Examples.Length: > 0 } guide)
        {
            text.Append(rows.Count > 0 ? "\n" : "").Append("examples:\n");
            text.Append(string.Concat(guide.Examples.Select(example => $"  {example}\n")));
        }

        return text.ToString();
    }

    private static string Path(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } above
        ? $"{Path(above)} {command.Name}"
        : "coffer";

    private static string Label(Option option) => option.ValueType == typeof(bool)
        ? option.Name
        : $"{option.Name} {(option.Arity.MinimumNumberOfValues == 0 ? $"[{NameOf(option)}]" : NameOf(option))}";

    private static string NameOf(Option option) => option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant();

    private static void AppendRow(StringBuilder text, string label, string description, int width)
    {
        var line = new StringBuilder(label.PadRight(width));
        if (label.Length > 0 && label.Length >= width)
        {
            line.Append("  ");
        }

        var isEmpty = true;
        foreach (var word in description.Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Width)
            {
                text.Append(line).Append('\n');
                line.Clear().Append(' ', width);
                isEmpty = true;
            }

            line.Append(isEmpty ? "" : " ").Append(word);
            isEmpty = false;
        }

        text.Append(line).Append('\n');
    }

    /// <summary>Lets the command line library print our page where it is asked for help.</summary>
    internal sealed class Action : SynchronousCommandLineAction
    {
        /// <inheritdoc/>
        public override bool ClearsParseErrors => true;

        /// <inheritdoc/>
        public override int Invoke(ParseResult parseResult)
        {
            Terminal.Bytes(Encoding.UTF8.GetBytes(Of(parseResult.CommandResult.Command)));
            return 0;
        }
    }
}
