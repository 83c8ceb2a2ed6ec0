using System.Collections.Frozen;
using System.Text.Json;
using Coffer.LocalAws.Protocols.Json;
using Coffer.LocalAws.Services.Kms.Actions;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>The actions that are served: https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html</summary>
internal static class KmsActions
{
    public static readonly FrozenDictionary<string, JsonAction<KmsRequest>> Table = new Dictionary<string, JsonAction<KmsRequest>>(StringComparer.Ordinal)
    {
        [nameof(CancelKeyDeletion)] = CancelKeyDeletion.Handle,
        [nameof(CreateAlias)] = CreateAlias.Handle,
        [nameof(CreateKey)] = CreateKey.Handle,
        [nameof(Decrypt)] = Decrypt.Handle,
        [nameof(DeleteAlias)] = DeleteAlias.Handle,
        [nameof(DescribeKey)] = DescribeKey.Handle,
        [nameof(DisableKey)] = DisableKey.Handle,
        [nameof(DisableKeyRotation)] = DisableKeyRotation.Handle,
        [nameof(EnableKey)] = EnableKey.Handle,
        [nameof(EnableKeyRotation)] = EnableKeyRotation.Handle,
        [nameof(Encrypt)] = Encrypt.Handle,
        [nameof(GenerateDataKey)] = GenerateDataKey.Handle,
        [nameof(GenerateDataKeyWithoutPlaintext)] = GenerateDataKeyWithoutPlaintext.Handle,
        [nameof(GetKeyPolicy)] = GetKeyPolicy.Handle,
        [nameof(GetKeyRotationStatus)] = GetKeyRotationStatus.Handle,
        [nameof(ListAliases)] = ListAliases.Handle,
        [nameof(ListKeyPolicies)] = ListKeyPolicies.Handle,
        [nameof(ListKeys)] = ListKeys.Handle,
        [nameof(ListResourceTags)] = ListResourceTags.Handle,
        [nameof(PutKeyPolicy)] = PutKeyPolicy.Handle,
        [nameof(ReEncrypt)] = ReEncrypt.Handle,
        [nameof(ScheduleKeyDeletion)] = ScheduleKeyDeletion.Handle,
        [nameof(TagResource)] = TagResource.Handle,
        [nameof(UntagResource)] = UntagResource.Handle,
        [nameof(UpdateAlias)] = UpdateAlias.Handle,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Those that share one quota: https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html</summary>
    public static readonly FrozenSet<string> Cryptographic = FrozenSet.Create(
        StringComparer.Ordinal, "Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncrypt");
}
