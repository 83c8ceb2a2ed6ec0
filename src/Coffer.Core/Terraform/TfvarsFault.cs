using System.Text;
using Coffer.Core.Errors;

namespace Coffer.Core.Terraform;

/// <summary>
/// The failures of a variables file. They name a position and what was expected there, and never quote the file: it
/// may hold somebody's sensitive values.
/// </summary>
internal static class TfvarsFault
{
    private const string MendHint = "mend the file, 'terraform validate' and 'terraform console' show the place too";
    private const string EditHint = "write 'files' as a list of plain strings, or edit the file by hand";

    /// <summary>The file is not well-formed.</summary>
    public static CofferException Malformed(ReadOnlySpan<byte> content, int offset, string cause) =>
        At(content, offset, cause, MendHint);

    /// <summary>The file is well-formed, but its list cannot be edited without a guess.</summary>
    public static CofferException NotEditable(ReadOnlySpan<byte> content, int offset, string cause) =>
        At(content, offset, cause, EditHint);

    private static CofferException At(ReadOnlySpan<byte> content, int offset, string cause, string hint)
    {
        ReadOnlySpan<byte> before = content[..Math.Min(offset, content.Length)];
        ReadOnlySpan<byte> line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        int column = Encoding.UTF8.GetCharCount(line) + 1;
        return new CofferException(
            ErrorCode.Malformed, $"line {before.Count((byte)'\n') + 1}, column {column}: {cause}", hint);
    }
}
