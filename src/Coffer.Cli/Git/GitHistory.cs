using System.Globalization;
using System.Text;
using Coffer.Core.Ports;

namespace Coffer.Cli.Git;

/// <summary>Reads what <c>git log --raw -z</c> prints of changes: no commits, only files.</summary>
internal static class GitHistory
{
    /// <summary>What stands before each commit: a mark, and when it was made.</summary>
    public const string Format = "%x01%ct";

    private const char CommitMark = '\x1';

    /// <summary>
    /// Each change as one content, or two: what the path had after it, and, longer ago, what it had before.
    /// </summary>
    /// <param name="output">The output; its end may be missing.</param>
    /// <param name="prefix">The root's path from Git's top folder, with a slash at its end; empty where it is the top itself.</param>
    public static List<GitContent> Read(byte[] output, string prefix)
    {
        var contents = new List<GitContent>();
        var fields = Encoding.UTF8.GetString(output).Split('\0');
        var age = 0;
        DateTimeOffset? time = null;
        for (var i = 0; i + 1 < fields.Length; i++)
        {
            if (fields[i].StartsWith(CommitMark))
            {
                age += 2;
                time = TimeOf(fields[i]);
                continue;
            }

            // ':100644 100644 OLD NEW M', and the path in the next field. The first of a commit has a line end before it.
            if (fields[i].TrimStart('\n') is not [':', ..] change
                || change.Split(' ') is not [var oldMode, var newMode, var old, var now, _])
            {
                continue;
            }

            var path = fields[++i];
            path = path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path;
            Add(contents, new GitContent(age, path, now, time), newMode);
            Add(contents, new GitContent(age + 1, path, old), oldMode[1..]);
        }

        return contents;
    }

    private static DateTimeOffset? TimeOf(string field) =>
        long.TryParse(field.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static void Add(List<GitContent> contents, GitContent content, string mode)
    {
        if (mode.StartsWith("100", StringComparison.Ordinal))
        {
            contents.Add(content);
        }
    }
}
