using System.Text.Json.Serialization;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>A symmetric KMS key: https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html</summary>
internal sealed record KmsKey
{
    public required string Id { get; init; }

    public required string Region { get; init; }

    public required string AccountId { get; init; }

    /// <summary>The 32 bytes that all ciphertexts of this key share.</summary>
    public required byte[] Fingerprint { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required string Policy { get; init; }

    /// <summary>Oldest first; the last one encrypts, all decrypt.</summary>
    public required IReadOnlyList<KeyMaterial> Materials { get; init; }

    public string Description { get; init; } = string.Empty;

    public bool MultiRegion { get; init; }

    /// <summary>Whether AWS made it for one of its services.</summary>
    public bool IsAwsManaged { get; init; }

    public KeyState State { get; init; }

    public IReadOnlyList<KeyTag> Tags { get; init; } = [];

    /// <summary>When a key that is pending deletion goes.</summary>
    public DateTimeOffset? DeletionDate { get; init; }

    /// <summary>The days that a key waits from when its last replica is gone; null but for one that waits for that.</summary>
    public int? DeletionWindow { get; init; }

    /// <summary>Of a replica the region of the primary key; null for every other.</summary>
    public string? PrimaryRegion { get; init; }

    /// <summary>The ARN that ciphertexts are bound to, where it is not its own: of replicas, and of what was one.</summary>
    public string? BoundArn { get; init; }

    /// <summary>Null where rotation is off.</summary>
    public RotationSchedule? Rotation { get; init; }

    [JsonIgnore]
    public string Arn => ArnOf(Region, AccountId, Id);

    [JsonIgnore]
    public bool IsReplica => PrimaryRegion is not null;

    [JsonIgnore]
    public bool IsEnding => State is KeyState.PendingDeletion or KeyState.PendingReplicaDeletion;

    [JsonIgnore]
    public KeyMaterial CurrentMaterial => Materials[^1];

    public static string ArnOf(string region, string accountId, string id) =>
        $"arn:{Partition.Of(region)}:kms:{region}:{accountId}:key/{id}";
}

/// <summary>One generation of a key.</summary>
/// <param name="Id">64 hexadecimal digits.</param>
/// <param name="Secret">The AES-256 key.</param>
/// <param name="Rotated">When it took the place of the one before; null for the first.</param>
/// <param name="OnDemand">Whether that was asked for, and not due.</param>
internal sealed record KeyMaterial(string Id, byte[] Secret, DateTimeOffset? Rotated = null, bool OnDemand = false);

/// <summary>A label of a key.</summary>
internal sealed record KeyTag(string Key, string Value);

/// <summary>Automatic rotation: https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html</summary>
internal sealed record RotationSchedule(int PeriodInDays, DateTimeOffset Next);

/// <summary>https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html</summary>
internal enum KeyState
{
    Enabled,
    Disabled,
    PendingDeletion,
    PendingReplicaDeletion,
}

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

    public static string ArnOf(string region, string accountId, string name) =>
        $"arn:{Partition.Of(region)}:kms:{region}:{accountId}:{name}";
}

/// <summary>How keys and aliases are kept.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KmsKey))]
[JsonSerializable(typeof(KmsAlias))]
internal sealed partial class KmsJson : JsonSerializerContext;
