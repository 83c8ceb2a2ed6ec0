using System.Text;

namespace Coffer.Tfvars;

/// <summary>Replaces the bytes from <paramref name="Start"/> up to <paramref name="End"/> by <paramref name="Text"/>.</summary>
internal readonly record struct TextEdit(int Start, int End, string Text)
{
    public static TextEdit Insert(int offset, string text) => new(offset, offset, text);

    public static TextEdit Remove(int start, int end) => new(start, end, "");

    /// <summary>The content with edits that do not overlap, and every other byte as it was.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> content, IEnumerable<TextEdit> edits)
    {
        var result = new List<byte>(content.Length);
        var position = 0;
        foreach (var edit in edits.OrderBy(edit => edit.Start))
        {
            result.AddRange(content[position..edit.Start]);
            result.AddRange(Encoding.UTF8.GetBytes(edit.Text));
            position = edit.End;
        }

        result.AddRange(content[position..]);
        return [.. result];
    }
}
