using Coffer.LocalAws.Services.Kms;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.Kms;

public sealed class ActionTableTests
{
    private static readonly string[] Promised =
    [
        "CreateKey", "DescribeKey", "ListKeys", "CreateAlias", "UpdateAlias", "DeleteAlias", "ListAliases", "Encrypt", "Decrypt",
        "ReEncrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "EnableKey", "DisableKey", "ScheduleKeyDeletion",
        "CancelKeyDeletion", "EnableKeyRotation", "DisableKeyRotation", "GetKeyRotationStatus", "GetKeyPolicy", "PutKeyPolicy",
        "ListKeyPolicies", "ListGrants", "CreateGrant", "ListRetirableGrants", "RetireGrant", "RevokeGrant",
        "TagResource", "UntagResource", "ListResourceTags", "GenerateRandom", "UpdateKeyDescription", "RotateKeyOnDemand",
        "ListKeyRotations", "ReplicateKey", "UpdatePrimaryRegion",
    ];

    [Fact]
    public void The_table_has_what_was_promised_and_nothing_else()
    {
        Assert.Equal(36, Promised.Length);
        Assert.Equal(Promised.Order(StringComparer.Ordinal), KmsActions.Table.Keys.Order(StringComparer.Ordinal));
    }
}
