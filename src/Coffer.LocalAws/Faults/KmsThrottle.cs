using System.Collections.Frozen;
using Coffer.LocalAws.Kms;
using Coffer.LocalAws.Server;
using Coffer.LocalAws.Signing;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Faults;

/// <summary>
/// KMS's quota of cryptographic operations, which all of them share: https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
/// A bucket for each region of the account, and one for each key.
/// </summary>
internal sealed class KmsThrottle(Disturbances limits, KmsService kms, string ownRegion, TimeProvider clock)
{
    private static readonly FrozenSet<string> Counted =
        FrozenSet.Create(StringComparer.Ordinal, "Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncrypt");

    private readonly Dictionary<string, TokenBucket> regions = [];
    private readonly Dictionary<string, TokenBucket> keys = [];
    private readonly Lock turn = new();

    /// <summary>Null where there is nothing to limit.</summary>
    public static KmsThrottle? Create(Disturbances limits, KmsService kms, string ownRegion, TimeProvider clock) =>
        limits is { AccountRate: null, KeyRate: null } ? null : new KmsThrottle(limits, kms, ownRegion, clock);

    /// <summary>Whether the request comes too early. One that is refused takes nothing.</summary>
    public async Task<bool> RefusesAsync(HttpContext http, AwsService service)
    {
        if (service != AwsService.Kms || !Counted.Contains(await RequestName.OfAsync(http, service)))
        {
            return false;
        }

        var region = CredentialScope.Find(http.Request)?.Region ?? ownRegion;
        var key = limits.KeyRate is null ? null : kms.KeyOf(region, await PeekedBody.ReadAsync(http.Request));
        lock (turn)
        {
            TokenBucket?[] buckets = [Bucket(regions, region, limits.AccountRate), Bucket(keys, key, limits.KeyRate)];
            if (!buckets.All(b => b?.HasToken() ?? true))
            {
                return true;
            }

            foreach (var bucket in buckets)
            {
                bucket?.Take();
            }

            return false;
        }
    }

    private TokenBucket? Bucket(Dictionary<string, TokenBucket> buckets, string? name, RateLimit? limit)
    {
        if (limit is null || name is null)
        {
            return null;
        }

        if (!buckets.TryGetValue(name, out var bucket))
        {
            buckets[name] = bucket = new TokenBucket(limit, clock);
        }

        return bucket;
    }
}
