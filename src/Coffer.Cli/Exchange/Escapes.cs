namespace Coffer.Cli.Exchange;

/// <summary>What follows a backslash within the quotes of a dotenv file.</summary>
internal static class Escapes
{
    /// <summary>The byte that is meant; null where the backslash is one.</summary>
    public static byte? Decode(byte quote, byte after) => quote == '\''
        ? after is (byte)'\'' ? after : null
        : after switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'a' => 7,
            (byte)'b' => 8,
            (byte)'f' => 12,
            (byte)'v' => 11,
            (byte)'\\' or (byte)'"' or (byte)'\'' or (byte)'$' or (byte)'`' => after,
            _ => null,
        };

    /// <summary>Whether everybody reads it so.</summary>
    public static bool IsCommon(byte quote, byte after) => quote == '"' && after is (byte)'n' or (byte)'r';
}
