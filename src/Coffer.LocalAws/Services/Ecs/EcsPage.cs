using System.Text;
using System.Text.Json;

namespace Coffer.LocalAws.Services.Ecs;

/// <summary>A part of a list of ARNs; the token says after which of them the next part starts.</summary>
internal static class EcsPage
{
    private const int Most = 100;

    /// <param name="answer">The answer to write to.</param>
    /// <param name="request">It has maxResults and nextToken.</param>
    /// <param name="list">The list's name in the answer.</param>
    /// <param name="all">All of it, in an order that stays.</param>
    public static void WriteList(this Utf8JsonWriter answer, EcsRequest request, string list, IReadOnlyList<string> all)
    {
        var most = request.Number("maxResults", 1, Most) ?? Most;
        var start = request.Text("nextToken") is { } token ? Find(all, token) + 1 : 0;
        answer.WriteStartArray(list);
        foreach (var item in all.Skip(start).Take(most))
        {
            answer.WriteStringValue(item);
        }

        answer.WriteEndArray();
        if (start + most < all.Count)
        {
            answer.WriteString("nextToken", Convert.ToBase64String(Encoding.UTF8.GetBytes(all[start + most - 1])));
        }
    }

    private static int Find(IReadOnlyList<string> all, string token)
    {
        for (var i = 0; i < all.Count; i++)
        {
            if (Convert.ToBase64String(Encoding.UTF8.GetBytes(all[i])) == token)
            {
                return i;
            }
        }

        throw EcsErrors.InvalidParameter("Invalid token.");
    }
}
