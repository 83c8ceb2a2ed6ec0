using System.Text;
using Xunit;

namespace Coffer.Tfvars.Tests;

/// <summary>Reads tables of before and after: <c>== case: file</c>, the content before, <c>--</c>, the content after.</summary>
internal static class EditCases
{
    public static TheoryData<string, string, string, string> Read(string table)
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (var entry in table.Split("== ", StringSplitOptions.RemoveEmptyEntries))
        {
            var head = entry.IndexOf('\n', StringComparison.Ordinal);
            var title = entry[..head].Split(": ");
            var contents = $"{entry[(head + 1)..].TrimEnd('\n')}\n".Split("--\n");
            data.Add(title[0], title[1], contents[0], contents[1]);
        }

        return data;
    }

    /// <summary>The same pair with other line endings, a byte order mark, no newline at the end, and other attributes around.</summary>
    public static IEnumerable<(string Before, string After)> Variants(string before, string after, TfvarsSyntax syntax)
    {
        yield return (before, after);
        yield return (Crlf(before), Crlf(after));
        yield return (before.TrimEnd('\n'), after.TrimEnd('\n'));
        if (syntax == TfvarsSyntax.Hcl)
        {
            yield return ("\uFEFF" + before, "\uFEFF" + after);
            yield return (HclAround(before), HclAround(after));
            yield return (Crlf(HclAround(before)), Crlf(HclAround(after)));
        }
    }

    public static string With(string content, string file, TfvarsSyntax syntax) =>
        Encoding.UTF8.GetString(Parse(content, syntax).With(file));

    public static string Without(string content, string file, TfvarsSyntax syntax) =>
        Encoding.UTF8.GetString(Parse(content, syntax).Without(file));

    public static string InOrder(string content, TfvarsSyntax syntax) =>
        Encoding.UTF8.GetString(Parse(content, syntax).InOrder());

    public static string ForMerges(string content, TfvarsSyntax syntax) =>
        Encoding.UTF8.GetString(Parse(content, syntax).ForMerges());

    public static FilesList Parse(string content, TfvarsSyntax syntax)
    {
        var list = FilesList.Parse(Encoding.UTF8.GetBytes(content), syntax);
        Assert.NotNull(list);
        return list;
    }

    private static string Crlf(string text) => text.Replace("\n", "\r\n", StringComparison.Ordinal);

    private static string HclAround(string text) =>
        $"a = <<EOT\nfiles = [\nEOT\nb = {{\n  files = [\"no\"]\n}} # files = [\n{text}c = \"files = [ ${{upper(\"]\")}}\"\n";
}
