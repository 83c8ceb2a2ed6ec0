using System.Text;

namespace Coffer.Cli.Execution;

/// <summary>The command's arguments as they came: .NET's strings lose what is no UTF-8.</summary>
internal static class RawArguments
{
    /// <summary>The last arguments of this process, byte for byte.</summary>
    /// <param name="decoded">The same arguments as .NET gave them.</param>
    public static IReadOnlyList<byte[]> Last(IReadOnlyList<string> decoded)
    {
        var encoded = decoded.Select(Encoding.UTF8.GetBytes).ToList();
        try
        {
            var all = Split(File.ReadAllBytes("/proc/self/cmdline"));
            var last = all.Count < decoded.Count ? [] : all.GetRange(all.Count - decoded.Count, decoded.Count);
            return last.Select(Encoding.UTF8.GetString).SequenceEqual(decoded) ? last : encoded;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No /proc: what is no UTF-8 is lost then.
            return encoded;
        }
    }

    private static List<byte[]> Split(byte[] commandLine)
    {
        var arguments = new List<byte[]>();
        var rest = commandLine.AsSpan();
        while (rest.IndexOf((byte)0) is >= 0 and var end)
        {
            arguments.Add(rest[..end].ToArray());
            rest = rest[(end + 1)..];
        }

        return arguments;
    }
}
