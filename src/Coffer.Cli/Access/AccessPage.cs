using System.Net;
using System.Text;
using Coffer.Iam.Access;

namespace Coffer.Cli.Access;

/// <summary>The matrix as one page that needs nothing else: no script, no font, no picture.</summary>
internal static class AccessPage
{
    private const string Style = """
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
        body { color: #1c1c1c; background: #fff; }
        table { border-collapse: collapse; width: 100%; }
        th, td { border-bottom: 1px solid #ddd; padding: .4rem .6rem; text-align: left; vertical-align: top; }
        thead th { border-bottom: 2px solid #888; }
        code { font: 13px/1.4 ui-monospace, monospace; }
        .yes { background: #fde3e0; } .depends { background: #fff3cd; } .no { color: #666; }
        summary { cursor: pointer; } details p { margin: .3rem 0; font-size: 13px; overflow-wrap: anywhere; }
        @media (prefers-color-scheme: dark) {
          body { background: #16181b; color: #e6e6e6; } th, td { border-color: #3a3d41; }
          .yes { background: #5a2620; } .depends { background: #54430f; } .no { color: #999; }
        }
        """;

    /// <summary>The page, in UTF-8.</summary>
    public static byte[] Of(AccessPlace place, IReadOnlyList<AccessCell> cells, IReadOnlyList<string> notes)
    {
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Append($"<title>Access to {Text(place.Environment)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n");
        page.Append($"<h1>Who can do what with the secrets of {Text(place.Environment)}</h1>\n");
        page.Append($"<p>Bucket <code>{Text(place.Bucket)}</code>, key <code>{Text(place.Key.ToString())}</code>. ");
        page.Append("<b>Open</b> is to get the plaintext, <b>write</b> to seal a value for the address, <b>deploy</b> to put, replace ");
        page.Append("or delete what containers get, <b>administer</b> to change or remove key or bucket.</p>\n");
        foreach (var note in notes)
        {
            page.Append($"<p>Note: {Text(note)}.</p>\n");
        }

        page.Append("<table>\n<thead><tr><th scope=\"col\">Who</th><th scope=\"col\">Secrets</th>");
        foreach (var verb in Enum.GetValues<AccessVerb>())
        {
            page.Append($"<th scope=\"col\">{verb}</th>");
        }

        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in AccessRow.Of(cells))
        {
            Append(page, row);
        }

        return Encoding.UTF8.GetBytes(page.Append("</tbody>\n</table>\n</body>\n</html>\n").ToString());
    }

    private static void Append(StringBuilder page, AccessRow row)
    {
        var trusted = row.Subject.TrustedBy;
        var who = trusted.Count == 0 ? "" : $"<br><small>can be taken by {Text(string.Join(", ", trusted))}</small>";
        page.Append($"<tr><th scope=\"row\">{Text(row.Subject.Name)}{who}</th><td><code>{Text(row.Secrets)}</code></td>");
        foreach (var verb in Enum.GetValues<AccessVerb>())
        {
            var word = AccessOutput.Word(row.Answer(verb));
            page.Append($"<td class=\"{word}\"><details><summary>{word}</summary>");
            foreach (var (secrets, cell) in row.Why(verb))
            {
                page.Append($"<p>{Text(secrets)}: <code>{Text(cell.Action)}</code>: {Text(cell.Reason)}</p>");
            }

            page.Append("</details></td>");
        }

        page.Append("</tr>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
