using Coffer.LocalAws.Services;

namespace Coffer.LocalAws.Faults;

/// <summary>
/// A quota of requests, which the counted actions of a service share:
/// https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
/// A bucket of tokens for each region of the account, and one for each key.
/// </summary>
internal sealed class Throttle(FaultSettings limits, TimeProvider clock)
{
    private readonly Dictionary<string, TokenBucket> regions = [];
    private readonly Dictionary<string, TokenBucket> keys = [];
    private readonly Lock turn = new();

    /// <summary>Null where there is nothing to limit.</summary>
    public static Throttle? Create(FaultSettings limits, TimeProvider clock) =>
        limits is { AccountRate: null, KeyRate: null } ? null : new Throttle(limits, clock);

    /// <summary>Whether the request comes too early. One that is refused takes nothing.</summary>
    public bool Refuses(AwsRequest request)
    {
        if (!request.Service.IsCounted(request.Action))
        {
            return false;
        }

        var key = limits.KeyRate is null ? null : request.Resource;
        lock (turn)
        {
            TokenBucket?[] buckets = [Bucket(regions, request.Region, limits.AccountRate), Bucket(keys, key, limits.KeyRate)];
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
