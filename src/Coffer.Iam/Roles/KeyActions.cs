using Coffer.Iam.Documents;

namespace Coffer.Iam.Roles;

/// <summary>Actions on keys that neither seal nor open.</summary>
internal static class KeyActions
{
    /// <summary>Looking after a key. Nothing of <see cref="KeyPermissions.Opening"/>.</summary>
    public static readonly IReadOnlyList<string> Administration =
    [
        "kms:CancelKeyDeletion",
        "kms:CreateAlias",
        "kms:DeleteAlias",
        "kms:DescribeKey",
        "kms:DisableKey",
        "kms:DisableKeyRotation",
        "kms:EnableKey",
        "kms:EnableKeyRotation",
        "kms:GetKeyPolicy",
        "kms:GetKeyRotationStatus",
        "kms:ListGrants",
        "kms:ListKeyPolicies",
        "kms:ListKeyRotations",
        "kms:ListResourceTags",
        "kms:PutKeyPolicy",
        "kms:RevokeGrant",
        "kms:RotateKeyOnDemand",
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateAlias",
        "kms:UpdateKeyDescription",
    ];

    /// <summary>KMS knows no ListAliases on a single key.</summary>
    public static readonly Statement ListAliases = new("ListAliases", Effect.Allow, ["kms:ListAliases"], ["*"]);
}
