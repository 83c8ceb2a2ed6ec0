namespace Coffer.Iam.Tests.Support;

/// <summary>One row of a table: a case in a line.</summary>
/// <param name="Word">Its first word: what comes out.</param>
/// <param name="Text">The rest: what goes in.</param>
/// <param name="Page">The page of AWS's documentation that it comes from.</param>
internal readonly record struct CaseRow(string Word, string Text, string Page);

/// <summary>Files of one case a line: see README.md beside them.</summary>
internal static class CaseTable
{
    /// <summary>All rows of a folder.</summary>
    public static IReadOnlyList<CaseRow> Read(string folder)
    {
        var rows = new List<CaseRow>();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Cases", folder), "*.txt"))
        {
            var page = "";
            foreach (var line in File.ReadLines(path).Where(line => line.Trim().Length > 0 && line[0] != '#'))
            {
                var parts = line.TrimEnd().Split(' ', 2);
                if (parts[0] == "page")
                {
                    page = parts[1];
                }
                else
                {
                    rows.Add(new CaseRow(parts[0], parts[1].TrimStart(), page));
                }
            }
        }

        return rows;
    }
}
