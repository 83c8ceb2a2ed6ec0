using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Synchronization;

/// <summary>What an upload would take away without anybody having said so: found out before anything is changed.</summary>
internal static class LostSecrets
{
    /// <summary>Refuses to delete the last secret of a service, which an empty checkout would do as well.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/> with the services.</exception>
    public static void RequireNoServiceEmptied(string environment, BucketComparison bucket)
    {
        var kept = Services(bucket, secret => secret.State != SecretState.OnlyInBucket);
        var emptied = Services(
            bucket, secret => secret.State == SecretState.OnlyInBucket).Except(kept).Order(StringComparer.Ordinal).ToList();
        if (emptied.Count > 0)
        {
            throw new CofferException(
                ErrorCode.CannotWrite,
                "nothing is changed: "
                    + $"{string.Join(", ", emptied.Select(service => $"'{environment}/{AddressGrammar.Printable(service)}'"))} would lose "
                        + $"{(emptied.Count == 1 ? "its" : "their")} last secret",
                "look whether this checkout has all files; 'coffer push --delete --allow-empty' says that it is meant");
        }
    }

    /// <summary>
    /// Without a list, a file that is away looks like one that was removed, and a release without it would be published.
    /// </summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/> with the secrets.</exception>
    public static async Task RequireWholeReleasesAsync(
        string environment, BucketComparison bucket, ISecretStore store, CancellationToken cancellation)
    {
        var kept = Services(bucket, secret => secret.State != SecretState.OnlyInBucket);
        var lost = bucket.Secrets.Where(secret => secret.State == SecretState.OnlyInBucket && kept.Contains(ServiceOf(secret))).ToList();

        // Where the bucket keeps no versions, no release is published.
        if (lost.Count > 0 && (await store.GetAsync(lost[0].Key, null, cancellation).ConfigureAwait(false)).Version is not null)
        {
            throw new CofferException(
                ErrorCode.CannotWrite,
                "nothing is changed: the bucket has "
                    + $"{string.Join(", ", lost.Select(secret => $"'{environment}/{AddressGrammar.Printable(secret.Key)}'"))},"
                    + " this checkout does not, and a release without would be published",
                "fetch what is missing; or say that it is gone: with 'coffer push --delete', or by a list, which 'coffer init' writes");
        }
    }

    private static HashSet<string> Services(BucketComparison bucket, Func<ComparedSecret, bool> which) =>
        [.. bucket.Secrets.Where(which).Select(ServiceOf)];

    private static string ServiceOf(ComparedSecret secret) => secret.Key.Split('/', 2)[0];
}
