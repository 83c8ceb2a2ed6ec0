using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html</summary>
internal static class CancelKeyDeletion
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer)
    {
        var key = request.Key();
        if (key.State != KeyState.PendingDeletion)
        {
            throw KmsErrors.InvalidState($"{key.Arn} is not pending deletion.");
        }

        request.Keys.Put(key with { State = KeyState.Disabled, DeletionDate = null });
        answer.WriteString("KeyId", key.Arn);
    }
}
