using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coffer.LocalAws.Hosting;

namespace Coffer.LocalAws.State;

/// <summary>A collection of the store as records.</summary>
internal sealed class Documents<T>(IStateStore store, string collection, JsonTypeInfo<T> type)
    where T : class
{
    /// <exception cref="StartupException">A document is not what was written.</exception>
    public IEnumerable<(string Name, T Document)> Load()
    {
        foreach (var (name, content) in store.Load(collection))
        {
            yield return (name, Parse(name, content));
        }
    }

    public void Save(string name, T document) =>
        store.Save(collection, name, JsonSerializer.SerializeToUtf8Bytes(document, type));

    public void Delete(string name) => store.Delete(collection, name);

    private T Parse(string name, byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, type) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new StartupException(ExitCode.Malformed, $"the state file '{collection}/{name}' is damaged", e);
        }
    }
}
