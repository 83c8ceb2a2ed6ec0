using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Coffer.LocalAws.State;

namespace Coffer.LocalAws.Services;

/// <summary>A service's resources of all regions by ARN. A change is on disk before it is seen. Who changes them takes turns.</summary>
internal sealed class ResourceStore
{
    private readonly Documents<JsonResource> documents;
    private readonly ConcurrentDictionary<string, JsonResource> resources = new(StringComparer.Ordinal);

    /// <param name="state">Where they are kept.</param>
    /// <param name="collection">The name of the collection there.</param>
    public ResourceStore(IStateStore state, string collection)
    {
        documents = new Documents<JsonResource>(state, collection, ResourceJson.Default.JsonResource);
        foreach (var (_, resource) in documents.Load())
        {
            resources[resource.Arn] = resource;
        }
    }

    public IEnumerable<JsonResource> All => resources.Values;

    public JsonResource? Find(string arn) => resources.GetValueOrDefault(arn);

    public IEnumerable<JsonResource> Under(string arnPrefix) =>
        resources.Values.Where(r => r.Arn.StartsWith(arnPrefix, StringComparison.Ordinal));

    public void Put(JsonResource resource)
    {
        documents.Save(DocumentName(resource.Arn), resource);
        resources[resource.Arn] = resource;
    }

    public void Remove(JsonResource resource)
    {
        documents.Delete(DocumentName(resource.Arn));
        resources.TryRemove(resource.Arn, out _);
    }

    private static string DocumentName(string arn) => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(arn)))}.json";
}
