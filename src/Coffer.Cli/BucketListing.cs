using Coffer.Core.Model;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Cli;

/// <summary>What a bucket has, by the keys of its objects; nothing is opened.</summary>
internal static class BucketListing
{
    /// <summary>The keys of the secrets at a place or below it, or that fit a pattern, in their order.</summary>
    public static async Task<IReadOnlyList<string>> KeysAsync(App app, RemoteAddress remote, CancellationToken cancellation)
    {
        var found = new List<string>();
        var settings = app.Repository().Environments.FirstOrDefault(environment => environment.Bucket == remote.Bucket);
        var connection = settings is null ? app.Aws() : app.Aws(settings);
        var pattern = remote.Path.Length == 0 ? null : AddressPattern.Parse(remote.Path);
        await foreach (var item in connection.Bucket(remote.Bucket).ListAsync(pattern?.Base ?? "", cancellation))
        {
            if (pattern?.IsPlaceOf(item.Key) != false && !BucketSource.IsNoSecret(item))
            {
                found.Add(item.Key);
            }
        }

        return found;
    }

    /// <summary>The services that have secrets in a bucket.</summary>
    public static async Task<IReadOnlyList<string>> ServicesAsync(App app, string bucket, CancellationToken cancellation) =>
        [.. (await KeysAsync(app, new RemoteAddress(bucket, ""), cancellation)).Select(key => key.Split('/')[0]).Distinct()];
}
