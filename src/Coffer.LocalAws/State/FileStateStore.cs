namespace Coffer.LocalAws.State;

/// <summary>A folder a collection, a file a document.</summary>
internal sealed class FileStateStore : IStateStore
{
    private readonly string root;

    public FileStateStore(string root)
    {
        this.root = root;
        PrivateFolder.Create(root);
    }

    public IEnumerable<(string Name, byte[] Content)> Load(string collection)
    {
        var folder = Path.Combine(root, collection);
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        AtomicFile.RemoveLeftovers(folder);
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            yield return (Path.GetFileName(path), File.ReadAllBytes(path));
        }
    }

    public void Save(string collection, string name, ReadOnlySpan<byte> content)
    {
        var folder = Path.Combine(root, collection);
        PrivateFolder.Create(folder);
        AtomicFile.Write(Path.Combine(folder, name), content);
    }

    public void Delete(string collection, string name) => AtomicFile.Delete(Path.Combine(root, collection, name));
}
