using System.Text;

namespace Coffer.Cli.Git;

/// <summary>What a commit did to a file.</summary>
/// <param name="Path">From Git's top folder.</param>
/// <param name="Before">The id of its content before; null where there was no file.</param>
/// <param name="After">The id of its content after; null where there is no file any more.</param>
internal sealed record GitChange(string Path, string? Before, string? After);

/// <summary>A commit.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Time">When it was authored, as ISO 8601.</param>
/// <param name="Author">Who did.</param>
/// <param name="Subject">The first line of its message.</param>
/// <param name="Changes">All that it changed.</param>
internal sealed record GitCommit(string Id, string Time, string Author, string Subject, List<GitChange> Changes);

/// <summary>Reads what <c>git log --raw -z</c> prints of commits.</summary>
internal static class GitLog
{
    /// <summary>What is printed before the changes of each commit.</summary>
    public const string Format = "%x01%H%x1f%aI%x1f%an%x1f%s";

    /// <summary>The commits, newest first.</summary>
    public static List<GitCommit> Read(byte[] output)
    {
        var commits = new List<GitCommit>();
        var fields = Encoding.UTF8.GetString(output).Split('\0');
        for (var i = 0; i < fields.Length; i++)
        {
            var field = fields[i].TrimStart('\n');
            if (field.StartsWith('\x1') && field[1..].Split('\x1f', 4) is [var id, var time, var author, var subject])
            {
                commits.Add(new GitCommit(id, time, author, subject, []));
            }
            else if (field.StartsWith(':') && field.Split(' ') is [_, _, var before, var after, _] && i + 1 < fields.Length)
            {
                commits[^1].Changes.Add(new GitChange(fields[++i], IdOf(before), IdOf(after)));
            }
        }

        return commits;
    }

    // Zeros are no content.
    private static string? IdOf(string id) => id.All(c => c == '0') ? null : id;
}
