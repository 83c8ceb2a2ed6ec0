using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Cli;

/// <summary>The secrets that a word of the command line means, here or in a bucket, to be opened all at once.</summary>
/// <param name="Names">What each is called below what was asked for.</param>
/// <param name="Origins">Where they are and what opens them, by environment and service.</param>
internal sealed record SelectedSecrets(
    IReadOnlyDictionary<SecretAddress, string> Names, IReadOnlyDictionary<(string Environment, string Service), SecretOrigin> Origins)
{
    /// <summary>Finds them.</summary>
    /// <param name="app">The world.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="isPlace">Whether all below it is meant, too.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.NotFound"/> where there is none.</exception>
    public static async Task<SelectedSecrets> FindAsync(App app, string text, bool isPlace, CancellationToken cancellation)
    {
        if (RemoteAddress.Is(text))
        {
            return await FindInBucketAsync(app, text, isPlace, cancellation);
        }

        var repository = app.Repository();
        var pattern = AddressPattern.Parse(text);
        var found = FoundSecrets.Whole(repository, pattern, isPlace ? pattern.IsPlaceOf : pattern.IsAddressOf);
        return new SelectedSecrets(
            found.ToDictionary(address => address, address => NameOf(pattern, address)),
            found.Select(address => (address.Environment, address.Service)).Distinct().ToDictionary(
                place => place, place => OriginArguments.InRepository(app, place.Environment, place.Service)));
    }

    /// <summary>Opens all of them, or none.</summary>
    public Task<IReadOnlyDictionary<SecretAddress, SecretValue>> OpenAsync(CancellationToken cancellation) => Deadline.RunAsync(
        limit => SecretLoader.LoadAsync(
            Names.Keys, address => OriginOf(address).Source, address => (OriginOf(address).Keys, OriginOf(address).Policy), limit),
        cancellation,
        Deadline.WholeEnvironmentSeconds);

    private static async Task<SelectedSecrets> FindInBucketAsync(
        App app, string text, bool isPlace, CancellationToken cancellation)
    {
        var remote = RemoteAddress.Parse(text, mayBePattern: true);
        var service = remote.Path.Split('/')[0];
        if (service.Length == 0 || AddressPattern.IsGlob(service))
        {
            throw new CofferException(
                ErrorCode.Usage,
                "what begins with 's3://' names no service",
                "write s3://<bucket>/<service>[/<name>]; one service at a time");
        }

        var origin = OriginArguments.InBucket(app, remote.Bucket, service);
        var pattern = AddressPattern.Parse($"{origin.Source.Environment}/{remote.Path}{(text.EndsWith('/') ? "/" : "")}");
        var all = await Deadline.RunAsync(limit => origin.ListAsync("'coffer list' shows what is there", limit), cancellation);
        var found = all.Where(isPlace ? pattern.IsPlaceOf : pattern.IsAddressOf).ToList();
        return found.Count == 0
            ? throw new CofferException(
                ErrorCode.NotFound,
                $"no secret of '{origin.Source.Description}' is meant by '{remote}'",
                $"'coffer list s3://{remote.Bucket}' shows what is there")
            : new SelectedSecrets(
                found.ToDictionary(address => address, address => NameOf(pattern, address)),
                new Dictionary<(string, string), SecretOrigin> { [(origin.Source.Environment, service)] = origin });
    }

    // One that is named by itself has its last part as its name.
    private static string NameOf(AddressPattern pattern, SecretAddress address) =>
        pattern.NameOf(address) is { Length: > 0 } name ? name : address.Name.Split('/')[^1];

    private SecretOrigin OriginOf(SecretAddress address) => Origins[(address.Environment, address.Service)];
}
