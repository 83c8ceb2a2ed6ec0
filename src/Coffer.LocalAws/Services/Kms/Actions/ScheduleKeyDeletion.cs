using System.Text.Json;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html</summary>
internal static class ScheduleKeyDeletion
{
    private const int ShortestWindow = 7;
    private const int LongestWindow = 30;

    public static void Handle(KmsRequest request, Utf8JsonWriter answer)
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
}
