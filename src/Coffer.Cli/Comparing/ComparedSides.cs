using Coffer.Cli.Git;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Comparing;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Cli.Comparing;

/// <summary>The side that a word of the command line means.</summary>
internal static class ComparedSides
{
    /// <summary>
    /// <c>staging/api</c>: what is here; <c>HEAD~1:staging/api</c>: what a commit has; <c>s3://bucket/api</c>: what is uploaded.
    /// </summary>
    public static async Task<ComparedSide> ReadAsync(App app, string text, CancellationToken cancellation)
    {
        if (RemoteAddress.Is(text))
        {
            return await InBucketAsync(app, RemoteAddress.Parse(text), cancellation);
        }

        // An address has no colon, and a revision may.
        var colon = text.LastIndexOf(':');
        return colon < 0
            ? Here(app, AddressPattern.Parse(text))
            : RevisionSide.Of(app, text[..colon], AddressPattern.Parse(text[(colon + 1)..]));
    }

    private static ComparedSide Here(App app, AddressPattern pattern)
    {
        var repository = app.Repository();
        GitState.RequireCheckedOut(repository, repository.EnvironmentsOf(pattern));
        var sets = SecretSet.Of(repository, pattern, pattern.IsPlaceOf);
        return Side(
            pattern.ToString(),
            sets.SelectMany(set => set.Whole()).ToDictionary(pattern.NameOf),
            address => OriginArguments.InRepository(app, address.Environment, address.Service));
    }

    private static async Task<ComparedSide> InBucketAsync(App app, RemoteAddress remote, CancellationToken cancellation)
    {
        var parts = remote.Path.Split('/', 2);
        var services = remote.Path.Length > 0 ? [parts[0]] : await BucketListing.ServicesAsync(app, remote.Bucket, cancellation);
        var found = new Dictionary<string, SecretAddress>();
        var origins = services.ToDictionary(service => service, service => OriginArguments.InBucket(app, remote.Bucket, service));
        var above = remote.Path.Length == 0 ? 0 : remote.Path.Length + 1;
        foreach (var origin in origins.Values)
        {
            await foreach (var address in origin.Source.ListAsync(cancellation))
            {
                if (address.IsBelow(remote.Path))
                {
                    found.Add(address.Key == remote.Path ? "" : address.Key[above..], address);
                }
            }
        }

        return Side(remote.ToString(), found, address => origins[address.Service]);
    }

    private static ComparedSide Side(
        string shown, Dictionary<string, SecretAddress> secrets, Func<SecretAddress, SecretOrigin> originOf) => new(
        shown,
        secrets,
        secrets.Values.DistinctBy(address => (address.Environment, address.Service)).ToDictionary(
            address => (address.Environment, address.Service), originOf));
}
