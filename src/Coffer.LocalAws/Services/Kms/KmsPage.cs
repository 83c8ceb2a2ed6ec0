using System.Text;
using System.Text.Json;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>A part of a listing: the marker says after which item the next one starts, so that changes in between do no harm.</summary>
internal static class KmsPage
{
    private const int LargestLimit = 1000;
    private const int LongestMarker = 1024;

    /// <param name="answer">The answer to write to.</param>
    /// <param name="parameters">Limit and Marker.</param>
    /// <param name="property">The list's name in the answer.</param>
    /// <param name="items">All items, in the ordinal order of their names.</param>
    /// <param name="name">The name of an item.</param>
    /// <param name="write">Writes an item.</param>
    /// <param name="defaultLimit">How many without a Limit.</param>
    public static void Write<T>(
        Utf8JsonWriter answer,
        KmsParameters parameters,
        string property,
        IEnumerable<T> items,
        Func<T, string> name,
        Action<Utf8JsonWriter, T> write,
        int defaultLimit)
    {
        var limit = parameters.Number("Limit", 1, LargestLimit) ?? defaultLimit;
        var after = Start(parameters.Text("Marker", 1, LongestMarker));
        var page = items.Where(i => after is null || string.CompareOrdinal(name(i), after) > 0).Take(limit + 1).ToList();
        var truncated = page.Count > limit;
        answer.WriteStartArray(property);
        foreach (var item in page.Take(limit))
        {
            write(answer, item);
        }

        answer.WriteEndArray();
        answer.WriteBoolean("Truncated", truncated);
        if (truncated)
        {
            answer.WriteString("NextMarker", Convert.ToBase64String(Encoding.UTF8.GetBytes(name(page[limit - 1]))));
        }
    }

    private static string? Start(string? marker)
    {
        if (marker is null)
        {
            return null;
        }

        var bytes = new byte[marker.Length];
        return Convert.TryFromBase64String(marker, bytes, out var count) && count > 0
            ? Encoding.UTF8.GetString(bytes, 0, count)
            : throw new AwsException(400, "InvalidMarkerException", $"Could not deserialize marker '{marker}'");
    }
}
