using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html</summary>
internal static class EnableKeyRotation
{
    private const int ShortestPeriod = 90;
    private const int LongestPeriod = 2560;
    private const int DefaultPeriod = 365;

    public static void Handle(KmsRequest request, Utf8JsonWriter answer)
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
}
