
namespace Coffer.LocalAws.State;

/// <summary>A folder a collection, a file a document.</summary>
internal sealed class FileStateStore : IStateStore
{
    private readonly string root;
    private readonly StateDisk disk;

    public FileStateStore(string root, StateDisk disk)
    {
        (this.root, this.disk) = (root, disk);
        disk.CreateFolder(root);
    }

    public IEnumerable<(string Name, byte[] Content)> Load(string collection)
    {
        var folder = Path.Combine(root, collection);
        if (!StateDisk.IsThere(folder))
        {
            yield break;
        }

        StateDisk.RemoveTemporaries(folder);
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            yield return (Path.GetFileName(path), File.ReadAllBytes(path));
        }
    }

    public void Save(string collection, string name, ReadOnlySpan<byte> content)
    {
        var folder = Path.Combine(root, collection);
        disk.CreateFolder(folder);
        disk.Write(Path.Combine(folder, name), content);
    }

    public void Delete(string collection, string name) => disk.Delete(Path.Combine(root, collection, name));
}
