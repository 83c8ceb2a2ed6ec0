using System.Text.Json.Serialization;
using Coffer.Iam.Evaluation;
using Coffer.LocalAws.State;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>A grant on a key: https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html</summary>
internal sealed record KmsGrant
{
    public required string Id { get; init; }

    public required string Region { get; init; }

    public required string KeyId { get; init; }

    public required string Token { get; init; }

    public required string Grantee { get; init; }

    public string? Retiring { get; init; }

    public required IReadOnlyList<string> Operations { get; init; }

    public string? Name { get; init; }

    public required string IssuingAccount { get; init; }

    public required DateTimeOffset Created { get; init; }

    public IReadOnlyDictionary<string, string>? ContextEquals { get; init; }

    public IReadOnlyDictionary<string, string>? ContextSubset { get; init; }

    /// <summary>The grant as policies see it.</summary>
    [JsonIgnore]
    public KeyGrant Evaluated => new(Id, Grantee, Operations) { ContextEquals = ContextEquals, ContextSubset = ContextSubset };
}

/// <summary>How grants are kept.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KmsGrant))]
internal sealed partial class GrantJson : JsonSerializerContext;

/// <summary>The grants of all keys. A change is on disk before it is seen. Callers take turns.</summary>
internal sealed class GrantStore
{
    private readonly Documents<KmsGrant> documents;
    private readonly Dictionary<string, KmsGrant> grants = new(StringComparer.Ordinal);

    public GrantStore(IStateStore state)
    {
        documents = new Documents<KmsGrant>(state, "kms-grants", GrantJson.Default.KmsGrant);
        foreach (var (_, grant) in documents.Load())
        {
            grants[grant.Id] = grant;
        }
    }

    public IEnumerable<KmsGrant> All => grants.Values.OrderBy(grant => grant.Id, StringComparer.Ordinal);

    public IEnumerable<KmsGrant> Of(KmsKey key) => All.Where(grant => grant.KeyId == key.Id && grant.Region == key.Region);

    public void Put(KmsGrant grant)
    {
        documents.Save($"{grant.Id}.json", grant);
        grants[grant.Id] = grant;
    }

    public void Remove(KmsGrant grant)
    {
        documents.Delete($"{grant.Id}.json");
        grants.Remove(grant.Id);
    }
}
