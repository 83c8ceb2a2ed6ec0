using System.Text;

namespace Coffer.Core.Tests.Errors;

/// <summary>
/// The page of errors: a section for each folder of the sources that makes some. Its heading and the two lines 'Cause:' and 'Mend:' are
/// written by hand and kept; its table is what the sources say.
/// </summary>
internal static class ErrorPage
{
    /// <summary>What a section has that nobody has written about yet.</summary>
    public const string Open = "?";

    private const string Mark = "<!-- made of ";

    /// <summary>The page, with the tables of today.</summary>
    /// <param name="page">The page as it is.</param>
    /// <param name="errors">What the sources can say.</param>
    public static string Of(string page, IReadOnlyList<FoundError> errors)
    {
        var parts = page.Split("\n## ");
        var rooms = errors.GroupBy(error => error.Room).ToDictionary(room => room.Key, room => room.ToList(), StringComparer.Ordinal);
        var text = new StringBuilder(parts[0].TrimEnd('\n')).Append('\n');
        foreach (var part in parts[1..])
        {
            var room = RoomOf(part);
            if (rooms.Remove(room, out var found))
            {
                text.Append("\n## ").Append(part[..part.IndexOf(Mark, StringComparison.Ordinal)]).Append(Table(room, found));
            }
        }

        foreach ((var room, var found) in rooms.OrderBy(room => room.Key, StringComparer.Ordinal))
        {
            text.Append($"\n## {Open} {room}\n\nCause: {Open}\n\nMend: {Open}\n\n").Append(Table(room, found));
        }

        return text.ToString();
    }

    private static string RoomOf(string part)
    {
        var start = part.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        return start < Mark.Length ? "" : part[start..part.IndexOf(" -->", start, StringComparison.Ordinal)];
    }

    private static string Table(string room, List<FoundError> found) =>
        $"{Mark}{room} -->\n\n| exit | it says | the next step |\n| --- | --- | --- |\n" + string.Concat(found
            .GroupBy(error => error.Text)
            .OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => $"| {Each(same.Select(error => error.Codes), ", ")} | {Cell(same.Key)} "
                + $"| {Cell(Each(same.Select(error => error.Hints), " · "))} |\n"));

    private static string Each(IEnumerable<string> texts, string between) => string.Join(between, texts
        .SelectMany(text => text.Split(between)).Where(text => text.Length > 0).Distinct().Order(StringComparer.Ordinal));

    // As Markdown shows it as it is.
    private static string Cell(string text) => string.Concat(text.Select(one => "\\|<*[".Contains(one) ? $"\\{one}" : $"{one}"));
}
