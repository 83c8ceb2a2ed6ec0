using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>Automatic rotation: https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html</summary>
internal static class KeyRotation
{
    private const int ShortestPeriod = 90;
    private const int LongestPeriod = 2560;
    private const int DefaultPeriod = 365;

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html</summary>
    public static void Enable(KmsRequest request, Utf8JsonWriter answer)
    {
        var given = request.Parameters.Number("RotationPeriodInDays", ShortestPeriod, LongestPeriod);
        var key = request.Key().Usable();
        var period = given ?? key.Rotation?.PeriodInDays ?? DefaultPeriod;

        // Enabling what is enabled at the same period leaves the day of the next rotation alone.
        if (key.Rotation?.PeriodInDays != period)
        {
            request.Keys.Put(key with { Rotation = new RotationSchedule(period, request.Now.AddDays(period)) });
        }
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html</summary>
    public static void Disable(KmsRequest request, Utf8JsonWriter answer) =>
        request.Keys.Put(request.Key().Usable() with { Rotation = null });

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html</summary>
    public static void GetStatus(KmsRequest request, Utf8JsonWriter answer)
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
