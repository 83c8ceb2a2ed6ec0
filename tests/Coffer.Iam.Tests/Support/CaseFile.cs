namespace Coffer.Iam.Tests.Support;

/// <summary>One line of a case: its first word, and the rest.</summary>
internal readonly record struct CaseLine(string Word, string Rest);

/// <summary>
/// One case of a file: the lines before the first <c>case</c> hold for all of the file, the last <c>page</c> for those after it.
/// </summary>
/// <param name="File">The file's name.</param>
/// <param name="Name">What the case shows.</param>
/// <param name="Page">The page of AWS's documentation that it comes from.</param>
/// <param name="Lines">All that holds for it.</param>
internal sealed record Case(string File, string Name, string Page, IReadOnlyList<CaseLine> Lines)
{
    /// <summary>What a word's lines say, in their order.</summary>
    public IEnumerable<string> All(string word) => Lines.Where(line => line.Word == word).Select(line => line.Rest);

    /// <summary>What a word's last line says.</summary>
    public string? Last(string word) => All(word).LastOrDefault();

    /// <inheritdoc/>
    public override string ToString() => $"{File}: {Name}";
}

/// <summary>Files of cases: see README.md beside them.</summary>
internal static class CaseFile
{
    /// <summary>All cases of a folder.</summary>
    public static IReadOnlyList<Case> Read(string folder)
    {
        var root = Path.Combine(AppContext.BaseDirectory, "Cases", folder);
        return [.. Directory.EnumerateFiles(root, "*.txt").Order(StringComparer.Ordinal).SelectMany(Cases)];
    }

    private static List<Case> Cases(string path)
    {
        var file = Path.GetFileNameWithoutExtension(path);
        var common = new List<CaseLine>();
        var cases = new List<Case>();
        var page = "";
        List<CaseLine>? current = null;
        foreach (var line in Joined(File.ReadAllLines(path)))
        {
            if (line.Word == "page")
            {
                page = line.Rest;
            }
            else if (line.Word == "case")
            {
                current = [.. common];
                cases.Add(new Case(file, line.Rest, page, current));
            }
            else
            {
                (current ?? common).Add(line);
            }
        }

        return cases;
    }

    // A line that begins with a blank goes on with the one before it.
    private static IEnumerable<CaseLine> Joined(string[] lines)
    {
        CaseLine? open = null;
        foreach (var line in lines.Where(line => line.Trim().Length > 0 && line[0] != '#'))
        {
            if (line[0] == ' ' && open is { } before)
            {
                open = before with { Rest = $"{before.Rest} {line.Trim()}" };
                continue;
            }

            if (open is { } done)
            {
                yield return done;
            }

            var parts = line.TrimEnd().Split(' ', 2);
            open = new CaseLine(parts[0], parts.Length > 1 ? parts[1] : "");
        }

        if (open is { } last)
        {
            yield return last;
        }
    }
}
