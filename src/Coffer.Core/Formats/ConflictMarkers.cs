namespace Coffer.Core.Formats;

/// <summary>The lines that Git leaves in a file which two branches changed, and which it could not merge.</summary>
internal static class ConflictMarkers
{
    /// <summary>What to say of such a file.</summary>
    public const string Problem = "it holds Git's conflict markers: two branches changed it, and it is not merged";

    /// <summary>Whether all three markers are there, each at the start of a line, in their order.</summary>
    public static bool In(ReadOnlySpan<byte> content)
    {
        var at = 0;
        return Pass(content, "<<<<<<< "u8, ref at) && Pass(content, "======="u8, ref at) && Pass(content, ">>>>>>> "u8, ref at);
    }

    private static bool Pass(ReadOnlySpan<byte> content, ReadOnlySpan<byte> marker, ref int at)
    {
        while (at < content.Length)
        {
            var found = content[at..].IndexOf(marker);
            if (found < 0)
            {
                return false;
            }

            var start = at + found;
            at = start + marker.Length;
            if (start == 0 || content[start - 1] == '\n')
            {
                return true;
            }
        }

        return false;
    }
}
