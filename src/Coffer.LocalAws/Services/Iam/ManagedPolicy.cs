using System.Text.Json.Serialization;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html</summary>
internal sealed record ManagedPolicy : Entity
{
    public string? Description { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<PolicyVersion> Versions { get; init; }

    public required string DefaultVersionId { get; init; }

    /// <summary>The number of the last version that was ever made: numbers are not used again.</summary>
    public int LastNumber { get; init; } = 1;

    public required DateTimeOffset Updated { get; init; }

    [JsonIgnore]
    public PolicyVersion DefaultVersion => Versions.Single(version => version.Id == DefaultVersionId);

    protected override string Kind => "policy";
}

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html</summary>
internal sealed record PolicyVersion(string Id, string Document, DateTimeOffset Created);
