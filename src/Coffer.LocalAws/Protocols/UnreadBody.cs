using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Protocols;

/// <summary>
/// A client that sent <c>Expect: 100-continue</c> and gets its final answer without a 100 never sends its body. The connection cannot
/// be used
/// again then: the server would take the next request for that body. RFC 9110 section 10.1.1 has it closed, and AWS closes it.
/// </summary>
internal static class UnreadBody
{
    private static readonly object AskedItem = new();

    /// <summary>Notes that the body was asked for, which sends the 100.</summary>
    public static void Ask(HttpContext http) => http.Items[AskedItem] = true;

    /// <summary>Closes the connection with the answer, where the client may never send its body.</summary>
    public static void CloseAfter(HttpContext http)
    {
        var expects = http.Request.Headers.Expect.ToString().Equals("100-continue", StringComparison.OrdinalIgnoreCase);

        // For an empty body no 100 is sent, asked for or not.
        if (expects && (http.Request.ContentLength == 0 || !http.Items.ContainsKey(AskedItem)))
        {
            http.Response.Headers.Connection = "close";
        }
    }
}
