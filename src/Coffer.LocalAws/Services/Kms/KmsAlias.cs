using System.Text.Json.Serialization;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>A name for a key: https://docs.aws.amazon.com/kms/latest/APIReference/API_AliasListEntry.html</summary>
internal sealed record KmsAlias
{
    public required string Name { get; init; }

    public required string Region { get; init; }

    public required string AccountId { get; init; }

    public required string TargetKeyId { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Updated { get; init; }

    [JsonIgnore]
    public string Arn => ArnOf(Region, AccountId, Name);

    public static string ArnOf(string region, string accountId, string name) => $"arn:aws:kms:{region}:{accountId}:{name}";
}
