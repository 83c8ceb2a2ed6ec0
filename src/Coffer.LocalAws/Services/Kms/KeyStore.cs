using System.Security.Cryptography;
using System.Text;
using Coffer.LocalAws.State;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>The keys and aliases of all regions. A change is on disk before it is seen. Callers take turns.</summary>
internal sealed class KeyStore
{
    private readonly Documents<KmsKey> keyDocuments;
    private readonly Documents<KmsAlias> aliasDocuments;
    private readonly Dictionary<(string Region, string Id), KmsKey> keys = [];
    private readonly Dictionary<(string Account, string Region, string Name), KmsAlias> aliases = [];
    private readonly TimeProvider clock;

    public KeyStore(IStateStore state, TimeProvider clock)
    {
        this.clock = clock;
        keyDocuments = new Documents<KmsKey>(state, "kms-keys", KmsJson.Default.KmsKey);
        aliasDocuments = new Documents<KmsAlias>(state, "kms-aliases", KmsJson.Default.KmsAlias);
        foreach (var (_, key) in keyDocuments.Load())
        {
            keys[(key.Region, key.Id)] = key;
        }

        foreach (var (name, alias) in aliasDocuments.Load().ToList())
        {
            aliases[NameOf(alias)] = alias;
            if (name != DocumentName(alias))
            {
                // As it was called when there was one account.
                aliasDocuments.Save(DocumentName(alias), alias);
                aliasDocuments.Delete(name);
            }
        }
    }

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>What time does to keys, done before they are used: rotation that is due, deletion whose day has come.</summary>
    public void CatchUp()
    {
        var now = clock.GetUtcNow();

        // What goes goes first: a primary key waits for its replicas.
        foreach (var key in keys.Values.OrderBy(key => key.DeletionDate is null).ToList())
        {
            if (key.DeletionDate <= now)
            {
                Remove(key);
            }
            else if (key.DeletionWindow is { } window && !Related(key).Skip(1).Any())
            {
                Put(key with { State = KeyState.PendingDeletion, DeletionDate = now.AddDays(window), DeletionWindow = null });
            }
            else if (key.State == KeyState.Enabled && key.Rotation is { } rotation && rotation.Next <= now)
            {
                Rotate(key with { Rotation = rotation with { Next = now.AddDays(rotation.PeriodInDays) } }, onDemand: false);
            }
        }
    }

    /// <summary>Gives a key new material, and its replicas with it.</summary>
    public void Rotate(KmsKey key, bool onDemand)
    {
        IReadOnlyList<KeyMaterial> materials = [.. key.Materials, KeyFactory.NewMaterial() with { Rotated = Now, OnDemand = onDemand }];
        foreach (var related in Related(key).ToList())
        {
            Put((related.Region == key.Region ? key : related) with { Materials = materials });
        }
    }

    /// <summary>A key, and all that share its id and material in other regions: the primary key first.</summary>
    public IEnumerable<KmsKey> Related(KmsKey key) => key.MultiRegion
        ? keys.Values.Where(other => other.Id == key.Id && other.AccountId == key.AccountId)
            .OrderBy(other => other.IsReplica).ThenBy(other => other.Region, StringComparer.Ordinal)
        : [key];

    public KmsKey? Find(string region, string id) => keys.GetValueOrDefault((region, id));

    public KmsKey? FindByFingerprint(string region, byte[] fingerprint) =>
        keys.Values.FirstOrDefault(k => k.Region == region && k.Fingerprint.AsSpan().SequenceEqual(fingerprint));

    public IEnumerable<KmsKey> Keys(string region) =>
        keys.Values.Where(k => k.Region == region).OrderBy(k => k.Id, StringComparer.Ordinal);

    public void Put(KmsKey key)
    {
        keyDocuments.Save(DocumentName(key), key);
        keys[(key.Region, key.Id)] = key;
    }

    public KmsAlias? FindAlias(string account, string region, string name) => aliases.GetValueOrDefault((account, region, name));

    public IEnumerable<KmsAlias> Aliases(string region) =>
        aliases.Values.Where(a => a.Region == region).OrderBy(a => a.Name, StringComparer.Ordinal);

    public void PutAlias(KmsAlias alias)
    {
        aliasDocuments.Save(DocumentName(alias), alias);
        aliases[NameOf(alias)] = alias;
    }

    public void RemoveAlias(KmsAlias alias)
    {
        aliasDocuments.Delete(DocumentName(alias));
        aliases.Remove(NameOf(alias));
    }

    private void Remove(KmsKey key)
    {
        foreach (var alias in Aliases(key.Region).Where(a => a.TargetKeyId == key.Id).ToList())
        {
            RemoveAlias(alias);
        }

        keyDocuments.Delete(DocumentName(key));
        keys.Remove((key.Region, key.Id));
    }

    private static (string Account, string Region, string Name) NameOf(KmsAlias alias) => (alias.AccountId, alias.Region, alias.Name);

    private static string DocumentName(KmsKey key) => $"{key.Region}.{key.Id}.json";

    // An alias may be longer than a file name, and has slashes.
    private static string DocumentName(KmsAlias alias) =>
        $"{alias.Region}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(alias.Arn)))}.json";
}
