using System.Text;

namespace Coffer.Tfvars;

/// <summary>
/// The failures of a variables file. They name a position and what was expected there. They never quote the file: it
/// may hold somebody's sensitive values.
/// </summary>
internal static class TfvarsProblem
{
    /// <summary>The file is not well-formed.</summary>
    public static TfvarsException Malformed(ReadOnlySpan<byte> content, int offset, string cause) =>
        new(At(content, offset, cause), wellFormed: false);

    /// <summary>The file is well-formed, but its list cannot be edited without a guess.</summary>
    public static TfvarsException NotEditable(ReadOnlySpan<byte> content, int offset, string cause) =>
        new(At(content, offset, cause), wellFormed: true);

    private static string At(ReadOnlySpan<byte> content, int offset, string cause)
    {
        var before = content[..Math.Min(offset, content.Length)];
        var line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        var column = Encoding.UTF8.GetCharCount(line) + 1;
        return $"line {before.Count((byte)'\n') + 1}, column {column}: {cause}";
    }
}
