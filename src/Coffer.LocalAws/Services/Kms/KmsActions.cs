using System.Collections.Frozen;
using Coffer.LocalAws.Protocols.Json;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>The actions that are served: https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html</summary>
internal static class KmsActions
{
    public static readonly FrozenDictionary<string, JsonAction<KmsRequest>> Table =
        new Dictionary<string, JsonAction<KmsRequest>>(StringComparer.Ordinal)
    {
        ["CancelKeyDeletion"] = KeyLife.CancelDeletion,
        ["CreateAlias"] = Aliases.Create,
        ["CreateGrant"] = Grants.Create,
        ["CreateKey"] = Keys.Create,
        ["Decrypt"] = Cryptography.Decrypt,
        ["DeleteAlias"] = Aliases.Delete,
        ["DescribeKey"] = Keys.Describe,
        ["DisableKey"] = KeyLife.Disable,
        ["DisableKeyRotation"] = KeyRotation.Disable,
        ["EnableKey"] = KeyLife.Enable,
        ["EnableKeyRotation"] = KeyRotation.Enable,
        ["Encrypt"] = Cryptography.Encrypt,
        ["GenerateDataKey"] = DataKeys.GenerateDataKey,
        ["GenerateDataKeyWithoutPlaintext"] = DataKeys.GenerateDataKeyWithoutPlaintext,
        ["GenerateRandom"] = DataKeys.GenerateRandom,
        ["GetKeyPolicy"] = KeyPolicies.Get,
        ["GetKeyRotationStatus"] = KeyRotation.GetStatus,
        ["ListAliases"] = Aliases.List,
        ["ListGrants"] = Grants.List,
        ["ListKeyPolicies"] = KeyPolicies.List,
        ["ListKeyRotations"] = KeyRotation.List,
        ["ListKeys"] = Keys.List,
        ["ListResourceTags"] = KeyTags.List,
        ["ListRetirableGrants"] = Grants.ListRetirable,
        ["PutKeyPolicy"] = KeyPolicies.Put,
        ["ReEncrypt"] = Cryptography.ReEncrypt,
        ["ReplicateKey"] = MultiRegionKeys.Replicate,
        ["RetireGrant"] = Grants.Retire,
        ["RevokeGrant"] = Grants.Revoke,
        ["RotateKeyOnDemand"] = KeyRotation.OnDemand,
        ["ScheduleKeyDeletion"] = KeyLife.ScheduleDeletion,
        ["TagResource"] = KeyTags.Tag,
        ["UntagResource"] = KeyTags.Untag,
        ["UpdateAlias"] = Aliases.Update,
        ["UpdateKeyDescription"] = Keys.UpdateDescription,
        ["UpdatePrimaryRegion"] = MultiRegionKeys.UpdatePrimaryRegion,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Those that share one quota: https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html</summary>
    public static readonly FrozenSet<string> Cryptographic = FrozenSet.Create(
        StringComparer.Ordinal, "Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "GenerateRandom",
        "ReEncrypt");
}
