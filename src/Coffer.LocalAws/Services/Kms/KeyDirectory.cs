using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>The keys as other services see them. Who uses the store takes turns with all who do.</summary>
internal sealed class KeyDirectory(Options options, KeyStore keys)
{
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
    public string RequireUsable(string region, string keyId)
    {
        lock (Turn)
        {
            var key = new KeyReference(Store, region, options.AccountId).Find(keyId, aliases: true)
                ?? throw KmsErrors.NotFound($"Key '{keyId}' does not exist");
            return key.Usable().Arn;
        }
    }
}
