using System.Security.Cryptography;
using System.Text;
using Coffer.LocalAws.State;

namespace Coffer.LocalAws.Services.Ecs;

/// <summary>The resources of all regions by ARN. A change is on disk before it is seen. Callers take turns.</summary>
internal sealed class EcsStore
{
    private readonly Documents<EcsResource> documents;
    private readonly Dictionary<string, EcsResource> resources = new(StringComparer.Ordinal);

    public EcsStore(IStateStore state)
    {
        documents = new Documents<EcsResource>(state, "ecs-resources", EcsJson.Default.EcsResource);
        foreach (var (_, resource) in documents.Load())
        {
            resources[resource.Arn] = resource;
        }
    }

    public EcsResource? Find(string arn) => resources.GetValueOrDefault(arn);

    public IEnumerable<EcsResource> Under(string arnPrefix) =>
        resources.Values.Where(r => r.Arn.StartsWith(arnPrefix, StringComparison.Ordinal));

    public void Put(EcsResource resource)
    {
        documents.Save(DocumentName(resource.Arn), resource);
        resources[resource.Arn] = resource;
    }

    public void Remove(EcsResource resource)
    {
        documents.Delete(DocumentName(resource.Arn));
        resources.Remove(resource.Arn);
    }

    private static string DocumentName(string arn) => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(arn)))}.json";
}
