using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>The keys as other services see them. Who uses the store takes turns with all who do.</summary>
internal sealed class KeyDirectory(KeyStore keys, GrantStore grants)
{
    public GrantStore Grants => grants;

    public Lock Turn { get; } = new();

    /// <summary>The store, with all that time does to keys done.</summary>
    public KeyStore Store
    {
        get
        {
            keys.CatchUp();
            return keys;
        }
    }

    /// <summary>
    /// The ARN of the enabled symmetric key that an id, ARN, alias name or alias ARN names in a region.
    /// </summary>
    /// <exception cref="AwsException">As KMS itself answers: NotFoundException, DisabledException, KMSInvalidStateException.</exception>
    public string RequireUsable(string account, string region, string keyId)
    {
        lock (Turn)
        {
            return Find(account, region, keyId).Usable().Arn;
        }
    }

    /// <summary>What a caller of another service needs, where that service uses a key for them.</summary>
    /// <param name="account">The caller's account.</param>
    /// <param name="region">The region.</param>
    /// <param name="keyId">As <see cref="RequireUsable"/>.</param>
    /// <param name="action">For example <c>kms:Decrypt</c>.</param>
    /// <param name="service">The service, for example <c>s3</c>.</param>
    /// <param name="pairs">The encryption context.</param>
    public Need NeedVia(
        string account, string region, string keyId, string action, string service, IReadOnlyDictionary<string, string> pairs)
    {
        lock (Turn)
        {
            return KeyNeed.Of(Store, grants, Find(account, region, keyId), action, context => context.SetEncryptionContext(pairs)
                .Set("kms:CallerAccount", account).Set("kms:ViaService", $"{service}.{region}.amazonaws.com")
                .Set("aws:ViaAWSService", "true").Set("aws:CalledVia", $"{service}.amazonaws.com")
                .Set("kms:EncryptionAlgorithm", CryptographicUse.SymmetricDefault));
        }
    }

    private KmsKey Find(string account, string region, string keyId) =>
        new KeyReference(Store, region, account).Find(keyId, aliases: true)
        ?? throw KmsErrors.NotFound($"Key '{keyId}' does not exist");
}
