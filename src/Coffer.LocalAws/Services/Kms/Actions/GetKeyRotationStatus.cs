using System.Text.Json;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html</summary>
internal static class GetKeyRotationStatus
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer)
    {
        var key = request.Key();

        // Nothing rotates on its way out: https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html
        var rotation = key.State == KeyState.PendingDeletion ? null : key.Rotation;
        answer.WriteBoolean("KeyRotationEnabled", rotation is not null);
        answer.WriteString("KeyId", key.Arn);
        if (rotation is not null)
        {
            answer.WriteNumber("RotationPeriodInDays", rotation.PeriodInDays);
            KeyMetadata.WriteDate(answer, "NextRotationDate", rotation.Next);
        }
    }
}
