using System.Text;
using System.Xml;

namespace Coffer.LocalAws.Protocols.Query;

/// <summary>A part of a listing: the marker says after which item the next one starts, so that changes in between do no harm.</summary>
internal static class QueryPage
{
    private const int LargestPage = 1000;
    private const int DefaultPage = 100;
    private const int LongestMarker = 4096;

    /// <param name="answer">The answer to write to.</param>
    /// <param name="parameters">MaxItems and Marker.</param>
    /// <param name="list">The list's name in the answer.</param>
    /// <param name="items">All items.</param>
    /// <param name="name">The name of an item, which no other has.</param>
    /// <param name="write">Writes what is in a member.</param>
    public static void Write<T>(
        XmlWriter answer, QueryParameters parameters, string list, IEnumerable<T> items, Func<T, string> name, Action<T> write)
    {
        var size = parameters.Number("MaxItems", 1, LargestPage) ?? DefaultPage;
        var after = parameters.Text("Marker", 1, LongestMarker) is { } marker ? Start(marker) : null;
        var page = items
            .Where(item => after is null || string.CompareOrdinal(name(item), after) > 0)
            .OrderBy(name, StringComparer.Ordinal)
            .Take(size + 1)
            .ToList();
        answer.WriteList(list, page.Take(size), write);
        answer.WriteElementString("IsTruncated", page.Count > size ? "true" : "false");
        if (page.Count > size)
        {
            answer.WriteElementString("Marker", Convert.ToBase64String(Encoding.UTF8.GetBytes(name(page[size - 1]))));
        }
    }

    private static string Start(string marker)
    {
        var bytes = new byte[marker.Length];
        return Convert.TryFromBase64String(marker, bytes, out var count)
            ? Encoding.UTF8.GetString(bytes, 0, count)
            : throw QueryParameters.Invalid("Invalid Marker.");
    }
}
