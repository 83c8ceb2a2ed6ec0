using System.Text;
using System.Text.RegularExpressions;

namespace Coffer.Cli.Tests.Scripting;

/// <summary>A script and its fixture files in one text; README.md beside the scripts describes the format.</summary>
internal sealed partial class ScriptFile
{
    private const string MarkerStart = "-- ";
    private const string MarkerEnd = " --";

    private ScriptFile(string name, string text)
    {
        Name = name;
        Text = text;
    }

    public string Name { get; }

    public string Text { get; }

    public IReadOnlyList<ScriptLine> Lines { get; private set; } = [];

    public IReadOnlyList<ScriptSection> Sections { get; private set; } = [];

    /// <summary>
    /// How often the programs under test are started, as far as the text tells: within shell lines and sections too. A loop counts as many.
    /// </summary>
    public int Starts => Text.Split('\n').Where(static line => !line.StartsWith('#')).Sum(
        static line => line.Contains("; do ", StringComparison.Ordinal) ? 10 : Start().Count(line));

    public static ScriptFile Parse(string name, string text)
    {
        var lines = new List<ScriptLine>();
        var sections = new List<ScriptSection>();
        ScriptSection? section = null;
        var number = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var newline ? newline + 1 : text.Length;
            var line = text[start..end].TrimEnd('\n');
            number++;
            if (IsMarker(line))
            {
                section = new ScriptSection(SafeName(line, name, number, sections), end, end);
                sections.Add(section);
            }
            else if (section is not null)
            {
                section = section with { End = end };
                sections[^1] = section;
            }
            else if (ParseLine(name, number, line) is { } parsed)
            {
                lines.Add(parsed);
            }

            start = end;
        }

        return new ScriptFile(name, text) { Lines = lines, Sections = sections };
    }

    public static ScriptFile Load(string path) =>
        Parse(Path.GetFileName(path), File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)));

    public string? ContentOf(string sectionName) =>
        Sections.FirstOrDefault(s => s.Name == sectionName) is { } section ? Text[section.Start..section.End] : null;

    /// <summary>The same script with other content in one section, every other character as it was.</summary>
    public ScriptFile With(string sectionName, string content)
    {
        var section = Sections.First(s => s.Name == sectionName);
        if ((content.Length > 0 && !content.EndsWith('\n')) || content.Split('\n').Any(IsMarker))
        {
            throw new ScriptFailureException($"section '{sectionName}' cannot hold this text: it must be lines, and none a marker");
        }

        return Parse(Name, string.Concat(Text.AsSpan(0, section.Start), content, Text.AsSpan(section.End)));
    }

    [GeneratedRegex(@"\bcoffer(-local| )|\blocal-aws\b")]
    private static partial Regex Start();

    private static ScriptLine? ParseLine(string name, int number, string line)
    {
        try
        {
            return ScriptLine.Parse(number, line);
        }
        catch (ScriptFailureException failure)
        {
            throw new ScriptFailureException($"{name}:{number}: {failure.Message}");
        }
    }

    private static bool IsMarker(string line) =>
        line.StartsWith(MarkerStart, StringComparison.Ordinal) && line.EndsWith(MarkerEnd, StringComparison.Ordinal)
        && line.Length > MarkerStart.Length + MarkerEnd.Length;

    private static string SafeName(string marker, string script, int number, List<ScriptSection> earlier)
    {
        var name = marker[MarkerStart.Length..^MarkerEnd.Length].Trim();
        var outside = Path.IsPathRooted(name) || name.Split('/').Any(static segment => segment is "" or "." or "..");
        if (outside || earlier.Any(s => s.Name == name))
        {
            var why = outside ? "is not a path inside the script's directory" : "is there twice";
            throw new ScriptFailureException($"{script}:{number}: section '{name}' {why}");
        }

        return name;
    }
}

/// <summary>Where a fixture's content stands in the text of its script.</summary>
internal sealed record ScriptSection(string Name, int Start, int End);
