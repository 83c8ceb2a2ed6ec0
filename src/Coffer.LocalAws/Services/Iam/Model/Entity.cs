using System.Text.Json.Serialization;

namespace Coffer.LocalAws.Services.Iam.Model;

/// <summary>What IAM keeps: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html</summary>
internal abstract record Entity
{
    /// <summary>The unique id, which no later entity of the same name has.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string AccountId { get; init; }

    public required DateTimeOffset Created { get; init; }

    public string Path { get; init; } = "/";

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    [JsonIgnore]
    public string Arn => $"arn:aws:iam::{AccountId}:{Kind}{Path}{Name}";

    /// <summary>The kind, as it stands in the ARN.</summary>
    [JsonIgnore]
    protected abstract string Kind { get; }
}
