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
        var date = request.Now.AddDays(window);
        var key = request.ChangeableKey() with { State = KeyState.PendingDeletion, DeletionDate = date };
        request.Keys.Put(key);
        answer.WriteString("KeyId", key.Arn);
        KeyMetadata.WriteDate(answer, "DeletionDate", date);
        answer.WriteString("KeyState", key.State.ToString());
        answer.WriteNumber("PendingWindowInDays", window);
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html</summary>
    public static void CancelDeletion(KmsRequest request, Utf8JsonWriter answer)
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
