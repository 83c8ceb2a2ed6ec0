using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>Keys: https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html</summary>
internal static class Keys
{
    public const int LongestDescription = 8192;
    private static readonly string[] Usages = ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"];
    private static readonly string[] Origins = ["AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"];

    private static readonly string[] Specs =
    [
        "RSA_2048", "ECC_NIST_P384", "ECC_NIST_P256", "ECC_NIST_P521", "HMAC_384", "RSA_3072", "ECC_SECG_P256K1", "RSA_4096",
        CryptographicUse.SymmetricDefault, "HMAC_256", "HMAC_224", "HMAC_512", "SM2", "ML_DSA_44", "ML_DSA_65", "ML_DSA_87",
        "ECC_NIST_EDWARDS25519",
    ];

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html</summary>
    public static void Create(KmsRequest request, Utf8JsonWriter answer)
    {
        var parameters = request.Parameters;
        RequireSymmetric(parameters);
        var multiRegion = parameters.Flag("MultiRegion");
        var id = KeyFactory.NewId(multiRegion);
        var key = new KmsKey
        {
            Id = id,
            Region = request.Region,
            AccountId = request.AccountId,
            Fingerprint = KeyFactory.NewFingerprint(),
            Created = request.Now,
            Policy = KeyPolicy.Read(request, KmsKey.ArnOf(request.Region, request.AccountId, id))
                ?? KeyPolicy.Default(request.AccountId, request.Region),
            Materials = [KeyFactory.NewMaterial()],
            Description = parameters.Text("Description", 0, LongestDescription) ?? string.Empty,
            MultiRegion = multiRegion,
            Tags = KeyTags.Merge([], KeyTags.Read(parameters) ?? []),
        };
        request.Keys.Put(key);
        KeyMetadata.Write(answer, request.Keys, key);
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html</summary>
    public static void Describe(KmsRequest request, Utf8JsonWriter answer) =>
        KeyMetadata.Write(answer, request.Keys, request.KeyOrAlias());

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateKeyDescription.html</summary>
    public static void UpdateDescription(KmsRequest request, Utf8JsonWriter answer)
    {
        var description = request.Parameters.RequiredText("Description", 0, LongestDescription);
        request.Keys.Put(request.ChangeableKey() with { Description = description });
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html</summary>
    public static void List(KmsRequest request, Utf8JsonWriter answer) =>
        KmsPage.Write(
            answer,
            request.Parameters,
            "Keys",
            request.Keys.Keys(request.Region).Where(key => key.AccountId == request.AccountId),
            key => key.Id,
            Entry,
            defaultLimit: 100);

    private static void RequireSymmetric(KmsParameters parameters)
    {
        var spec = parameters.Choice("KeySpec", Specs) ?? parameters.Choice(
            "CustomerMasterKeySpec", Specs) ?? CryptographicUse.SymmetricDefault;
        var usage = parameters.Choice("KeyUsage", Usages) ?? "ENCRYPT_DECRYPT";
        var origin = parameters.Choice("Origin", Origins) ?? "AWS_KMS";
        if (spec != CryptographicUse.SymmetricDefault || usage != "ENCRYPT_DECRYPT" || origin != "AWS_KMS")
        {
            throw KmsErrors.Unsupported(
                $"coffer-local has only {CryptographicUse.SymmetricDefault} keys for ENCRYPT_DECRYPT of origin AWS_KMS, not "
                    + $"{spec} for {usage} of {origin}.");
        }

        if (parameters.Has("CustomKeyStoreId") || parameters.Has("XksKeyId"))
        {
            throw KmsErrors.Unsupported("coffer-local has no custom key stores.");
        }
    }

    private static void Entry(Utf8JsonWriter answer, KmsKey key)
    {
        answer.WriteStartObject();
        answer.WriteString("KeyId", key.Id);
        answer.WriteString("KeyArn", key.Arn);
        answer.WriteEndObject();
    }
}
