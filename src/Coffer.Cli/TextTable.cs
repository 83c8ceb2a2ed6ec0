namespace Coffer.Cli;

/// <summary>A table as text: columns as wide as they must be, two blanks between them.</summary>
internal static class TextTable
{
    /// <summary>Prints lines that have one number of columns; the first has their names.</summary>
    public static void Print(IReadOnlyList<string[]> lines)
    {
        var widths = Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in lines)
        {
            Terminal.Line(string.Join("  ", line.Select((text, column) => text.PadRight(widths[column]))).TrimEnd());
        }
    }
}
