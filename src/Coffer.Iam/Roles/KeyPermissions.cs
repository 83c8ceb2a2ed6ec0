namespace Coffer.Iam.Roles;

/// <summary>
/// Actions that use a key. `docs/decisions` says of each action of KMS why it is here or not:
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
/// </summary>
internal static class KeyPermissions
{
    /// <summary>Gives the plaintext.</summary>
    public const string Decrypt = "kms:Decrypt";

    /// <summary>Gives a ciphertext for another key, whose owner reads it there: opening, unless that key is the same.</summary>
    public const string ReEncryptFrom = "kms:ReEncryptFrom";

    /// <summary>The other half of ReEncrypt: sealing.</summary>
    public const string ReEncryptTo = "kms:ReEncryptTo";

    /// <summary>
    /// What opens, of all that KMS has: the module's key policy denies the same list. A grant gives its holder the use of the
    /// key. A symmetric key derives no shared secret; it is on the list for keys that somebody else made.
    /// </summary>
    public static readonly IReadOnlyList<string> Opening = ["kms:CreateGrant", Decrypt, "kms:DeriveSharedSecret", ReEncryptFrom];

    /// <summary>What seals. A data key is new at each call: it opens the message that its caller is writing, and no other.</summary>
    public static readonly IReadOnlyList<string> Sealing = ["kms:Encrypt", "kms:GenerateDataKey", ReEncryptTo];

    /// <summary>All use, with what seals in other ways: for those, and for that, which have none.</summary>
    public static readonly IReadOnlyList<string> All =
        [.. Opening.Concat(["kms:Encrypt", "kms:GenerateDataKey*", ReEncryptTo]).Order(StringComparer.Ordinal)];
}
