using System.Collections.Frozen;
using System.Text.Json;
using Coffer.LocalAws.Kms.Actions;

namespace Coffer.LocalAws.Kms;

/// <summary>Does one action: reads and checks the request, changes the keys, writes the members of the answer.</summary>
internal delegate void KmsAction(KmsRequest request, Utf8JsonWriter answer);

/// <summary>The actions that are served: https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html</summary>
internal static class ActionTable
{
    public static readonly FrozenDictionary<string, KmsAction> Actions = new Dictionary<string, KmsAction>(StringComparer.Ordinal)
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
}
