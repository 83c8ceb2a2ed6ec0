using Coffer.Cli.Access;
using Coffer.Core.Model;

namespace Coffer.Cli.Auditing;

/// <summary>A file of events.</summary>
/// <param name="Path">Where it is; <c>-</c> is stdin.</param>
/// <param name="IsNamed">Whether the command line names it; else it was found in a folder.</param>
internal sealed record TrailFile(string Path, bool IsNamed)
{
    private const string Input = "-";

    private static readonly byte[] GzipMark = [0x1f, 0x8b];

    /// <summary>What messages call it.</summary>
    public string Shown => Path == Input ? "stdin" : AddressGrammar.Printable(Path);

    /// <summary>Opens it. Whether it is compressed is told by its first bytes, and not by its name.</summary>
    public Stream Open()
    {
#pragma warning disable CA2000 // the streams own it
        var file = Path == Input ? Descriptor.OpenInput() : Disk.Own.Open(Path, followLinks: true);
        var mark = new byte[GzipMark.Length];
        var stream = new OpenedStream(file, mark.AsMemory(0, file.Fill(mark)));
#pragma warning restore CA2000
        return mark.AsSpan().SequenceEqual(GzipMark) ? new GzipFile(stream) : stream;
    }

    /// <summary>Whether it is there, for a path that was given.</summary>
    public bool IsFile() => Path == Input || InputFile.KindOf(Path) != FileKind.Folder;
}

/// <summary>The files that paths name: CloudTrail's bucket, downloaded, is a tree of folders.</summary>
internal static class TrailFiles
{
    // The last two are what CloudTrail delivers, and what its other exports are called.
    private static readonly string[] Endings = [".jsonl", ".ndjson", ".log", ".json"];

    /// <summary>All files, those of a folder in their order.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="passedOver">Told of each file in a folder whose name is none of a log's.</param>
    public static IEnumerable<TrailFile> Find(IEnumerable<string> paths, Action<string> passedOver) =>
        paths.Select(path => new TrailFile(path, true)).SelectMany(named => named.IsFile() ? [named] : Below(named.Path, passedOver));

    private static IEnumerable<TrailFile> Below(string folder, Action<string> passedOver)
    {
        foreach (var name in SafeFile.NamesIn(folder, AddressGrammar.Printable(folder)))
        {
            var path = Path.Combine(folder, name);
            var kind = SafeFile.KindOf(path, AddressGrammar.Printable(path));
            if (kind == FileKind.Folder)
            {
                foreach (var file in Below(path, passedOver))
                {
                    yield return file;
                }
            }
            else if (kind == FileKind.File && IsLog(name))
            {
                yield return new TrailFile(path, false);
            }
            else
            {
                passedOver(path);
            }
        }
    }

    private static bool IsLog(string name)
    {
        var plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return Array.Exists(Endings, ending => plain.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
