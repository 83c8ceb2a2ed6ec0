using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>The states of a key: https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html</summary>
internal static class KeyLife
{
    private const int ShortestWindow = 7;
    private const int LongestWindow = 30;

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKey.html</summary>
    public static void Enable(KmsRequest request, Utf8JsonWriter answer) =>
        request.Keys.Put(request.ChangeableKey() with { State = KeyState.Enabled });

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKey.html</summary>
    public static void Disable(KmsRequest request, Utf8JsonWriter answer) =>
        request.Keys.Put(request.ChangeableKey() with { State = KeyState.Disabled });

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html</summary>
    public static void ScheduleDeletion(KmsRequest request, Utf8JsonWriter answer)
    {
        var window = request.Parameters.Number("PendingWindowInDays", ShortestWindow, LongestWindow) ?? LongestWindow;
        var present = request.ChangeableKey();

        // A primary key waits for its replicas: https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-delete.html
        var waits = !present.IsReplica && request.Keys.Related(present).Skip(1).Any();
        var key = waits
            ? present with { State = KeyState.PendingReplicaDeletion, DeletionWindow = window }
            : present with { State = KeyState.PendingDeletion, DeletionDate = request.Now.AddDays(window) };
        request.Keys.Put(key);
        answer.WriteString("KeyId", key.Arn);
        if (key.DeletionDate is { } date)
        {
            KeyMetadata.WriteDate(answer, "DeletionDate", date);
        }

        answer.WriteString("KeyState", key.State.ToString());
        answer.WriteNumber("PendingWindowInDays", window);
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html</summary>
    public static void CancelDeletion(KmsRequest request, Utf8JsonWriter answer)
    {
        var key = request.Key();
        if (!key.IsEnding)
        {
            throw KmsErrors.InvalidState($"{key.Arn} is not pending deletion.");
        }

        request.Keys.Put(key with { State = KeyState.Disabled, DeletionDate = null, DeletionWindow = null });
        answer.WriteString("KeyId", key.Arn);
    }
}
