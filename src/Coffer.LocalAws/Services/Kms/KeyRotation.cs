using System.Globalization;
using System.Text.Json;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>Rotation, when it is due and when it is asked for:
/// https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html</summary>
internal static class KeyRotation
{
    private const int ShortestPeriod = 90;
    private const int LongestPeriod = 2560;
    private const int DefaultPeriod = 365;
    private const int MostOnDemand = 25;
    private const string RotationsOnly = "ROTATIONS_ONLY";
    private const string AllMaterial = "ALL_KEY_MATERIAL";

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html</summary>
    public static void Enable(KmsRequest request, Utf8JsonWriter answer)
    {
        var given = request.Parameters.Number("RotationPeriodInDays", ShortestPeriod, LongestPeriod);
        var key = Primary(request.Key().Usable());
        var period = given ?? key.Rotation?.PeriodInDays ?? DefaultPeriod;

        // Enabling what is enabled at the same period leaves the day of the next rotation alone.
        if (key.Rotation?.PeriodInDays != period)
        {
            request.Keys.Put(key with { Rotation = new RotationSchedule(period, request.Now.AddDays(period)) });
        }
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html</summary>
    public static void Disable(KmsRequest request, Utf8JsonWriter answer) =>
        request.Keys.Put(Primary(request.Key().Usable()) with { Rotation = null });

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html</summary>
    public static void GetStatus(KmsRequest request, Utf8JsonWriter answer)
    {
        var key = request.Key();

        // Nothing rotates on its way out: https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html
        var rotation = key.IsEnding ? null : request.Keys.Related(key).First().Rotation;
        answer.WriteBoolean("KeyRotationEnabled", rotation is not null);
        answer.WriteString("KeyId", key.Arn);
        if (rotation is not null)
        {
            answer.WriteNumber("RotationPeriodInDays", rotation.PeriodInDays);
            KeyMetadata.WriteDate(answer, "NextRotationDate", rotation.Next);
        }
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html: done before it is answered.</summary>
    public static void OnDemand(KmsRequest request, Utf8JsonWriter answer)
    {
        var key = Primary(request.ChangeableKey().Usable());
        if (key.Materials.Count(material => material.OnDemand) >= MostOnDemand)
        {
            throw new AwsException(400, "LimitExceededException", $"{key.Arn} has been rotated on demand {MostOnDemand} times.");
        }

        request.Keys.Rotate(key, onDemand: true);
        answer.WriteString("KeyId", key.Id);
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyRotations.html</summary>
    public static void List(KmsRequest request, Utf8JsonWriter answer)
    {
        var key = request.Key();
        var withFirst = request.Parameters.Choice("IncludeKeyMaterial", RotationsOnly, AllMaterial) == AllMaterial;
        var materials = key.Materials.Where(material => withFirst || material.Rotated is not null).Select((each, index) => (each, index));
        KmsPage.Write(
            answer,
            request.Parameters,
            "Rotations",
            materials,
            item => item.index.ToString("d6", CultureInfo.InvariantCulture),
            (writer, item) => Entry(writer, key, item.each, withFirst),
            defaultLimit: 100);
    }

    private static void Entry(Utf8JsonWriter answer, KmsKey key, KeyMaterial material, bool withState)
    {
        answer.WriteStartObject();
        answer.WriteString("KeyId", key.Id);
        answer.WriteString("KeyMaterialId", material.Id);
        if (withState)
        {
            answer.WriteString("KeyMaterialState", material == key.CurrentMaterial ? "CURRENT" : "NON_CURRENT");
        }

        if (material.Rotated is { } date)
        {
            KeyMetadata.WriteDate(answer, "RotationDate", date);
            answer.WriteString("RotationType", material.OnDemand ? "ON_DEMAND" : "AUTOMATIC");
        }

        answer.WriteEndObject();
    }

    /// <summary>Replicas rotate with their primary key.</summary>
    private static KmsKey Primary(KmsKey key) => key.IsReplica
        ? throw KmsErrors.Unsupported($"{key.Arn} is a multi-Region replica key: rotate its primary key.")
        : key;
}
