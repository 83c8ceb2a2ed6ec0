using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html</summary>
internal static class KeyMetadata
{
    /// <param name="answer">The answer.</param>
    /// <param name="keys">Where its related keys are.</param>
    /// <param name="key">The key.</param>
    /// <param name="member">The member of the answer.</param>
    public static void Write(Utf8JsonWriter answer, KeyStore keys, KmsKey key, string member = "KeyMetadata")
    {
        answer.WriteStartObject(member);
        answer.WriteString("AWSAccountId", key.AccountId);
        answer.WriteString("KeyId", key.Id);
        answer.WriteString("Arn", key.Arn);
        WriteDate(answer, "CreationDate", key.Created);
        answer.WriteBoolean("Enabled", key.State == KeyState.Enabled);
        answer.WriteString("Description", key.Description);
        answer.WriteString("KeyUsage", "ENCRYPT_DECRYPT");
        answer.WriteString("KeyState", key.State.ToString());
        if (key.DeletionDate is { } deletion)
        {
            WriteDate(answer, "DeletionDate", deletion);
        }

        answer.WriteString("Origin", "AWS_KMS");
        answer.WriteString("KeyManager", key.IsAwsManaged ? "AWS" : "CUSTOMER");
        answer.WriteString("CustomerMasterKeySpec", CryptographicUse.SymmetricDefault);
        answer.WriteString("KeySpec", CryptographicUse.SymmetricDefault);
        answer.WriteStartArray("EncryptionAlgorithms");
        answer.WriteStringValue(CryptographicUse.SymmetricDefault);
        answer.WriteEndArray();
        WriteRegions(answer, keys, key);
        answer.WriteString("CurrentKeyMaterialId", key.CurrentMaterial.Id);
        answer.WriteEndObject();
    }

    /// <summary>Seconds since 1970 with a fraction, as JSON 1.1 has it.</summary>
    public static void WriteDate(Utf8JsonWriter answer, string name, DateTimeOffset date) =>
        answer.WriteNumber(name, date.ToUnixTimeMilliseconds() / 1000m);

    private static void WriteRegions(Utf8JsonWriter answer, KeyStore keys, KmsKey key)
    {
        answer.WriteBoolean("MultiRegion", key.MultiRegion);
        if (!key.MultiRegion)
        {
            return;
        }

        answer.WriteStartObject("MultiRegionConfiguration");
        answer.WriteString("MultiRegionKeyType", key.IsReplica ? "REPLICA" : "PRIMARY");
        var related = keys.Related(key).ToList();
        answer.WritePropertyName("PrimaryKey");
        WriteRegion(answer, related.Find(each => !each.IsReplica) ?? key);
        answer.WriteStartArray("ReplicaKeys");
        related.FindAll(each => each.IsReplica).ForEach(replica => WriteRegion(answer, replica));
        answer.WriteEndArray();
        answer.WriteEndObject();
        if (key.DeletionWindow is { } window)
        {
            answer.WriteNumber("PendingDeletionWindowInDays", window);
        }
    }

    private static void WriteRegion(Utf8JsonWriter answer, KmsKey key)
    {
        answer.WriteStartObject();
        answer.WriteString("Arn", key.Arn);
        answer.WriteString("Region", key.Region);
        answer.WriteEndObject();
    }
}
