namespace Coffer.Cli;

/// <summary>
/// A table as text: columns as wide as they must be, two blanks between them. On a terminal that is narrower, each line is a block:
/// its first text, and below it each other one beside the name of its column. In a pipe a line stays a line.
/// </summary>
internal static class TextTable
{
    /// <summary>Prints lines that have one number of columns; the first has their names.</summary>
    public static void Print(IReadOnlyList<string[]> lines)
    {
        var widths = Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        if (widths.Sum() + (2 * (widths.Length - 1)) > TerminalWidth.OfOutput())
        {
            PrintBlocks(lines);
            return;
        }

        foreach (var line in lines)
        {
            Terminal.Line(string.Join("  ", line.Select((text, column) => text.PadRight(widths[column]))).TrimEnd());
        }
    }

    private static void PrintBlocks(IReadOnlyList<string[]> lines)
    {
        var names = lines[0];
        var width = names.Max(name => name.Length) + 2;
        for (var at = 1; at < lines.Count; at++)
        {
            Terminal.Line(lines[at][0]);
            for (var column = 1; column < names.Length; column++)
            {
                Terminal.Line($"  {names[column].ToLowerInvariant().PadRight(width)}{lines[at][column]}".TrimEnd());
            }
        }
    }
}
