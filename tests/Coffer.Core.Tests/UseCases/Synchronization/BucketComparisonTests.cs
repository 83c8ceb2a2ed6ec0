using Coffer.Core.Repository;
using Coffer.Core.Tests.Support;
using Coffer.Core.UseCases.Synchronization;
using Xunit;

namespace Coffer.Core.Tests.UseCases.Synchronization;

public sealed class BucketComparisonTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MemoryStore store = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_service_whose_name_begins_alike_is_another_one()
    {
        var secret = new ComparedSecret("api-2/token", SecretState.Same, null);
        Assert.True(secret.IsOf("api-2"));
        Assert.False(secret.IsOf("api"));
    }

    [Fact]
    public async Task Every_secret_of_both_sides_has_its_state()
    {
        folder.Write("staging/api/same", [1, 2]);
        folder.Write("staging/api/other-bytes", [1, 2]);
        folder.Write("staging/api/other-length", [1, 2]);
        folder.Write("staging/api/here", [1]);
        folder.Write("staging/web/vanished", [1, 2]);
        folder.Write("production/api/not-asked-for", [1]);
        store["api/same"] = [1, 2];
        store["api/other-bytes"] = [1, 3];
        store["api/other-length"] = [1, 2, 3];
        store["api/there"] = [1];
        store["api/no name"] = [1];
        store["web/vanished"] = [1, 2];
        store["api/"] = [];
        store["api/.coffer/release.json"] = [1];
        store.Vanished.Add("web/vanished");
        Assert.Equal(
            [
                new("api/here", SecretState.OnlyInRepository, null),
                new("api/no name", SecretState.OnlyInBucket, "tag of api/no name"),
                new("api/other-bytes", SecretState.Different, "tag of api/other-bytes"),
                new("api/other-length", SecretState.Different, "tag of api/other-length"),
                new("api/same", SecretState.Same, "tag of api/same", "v1"),
                new("api/there", SecretState.OnlyInBucket, "tag of api/there"),
                new("web/vanished", SecretState.Different, "tag of web/vanished"),
            ],
            (await Compared()).Secrets.Select(secret => secret with { StoredBytes = 0 }));
        Assert.Equal(3, store.Reads);
    }

    [Fact]
    public async Task Nothing_on_either_side_is_nothing()
    {
        var compared = await Compared();
        Assert.Empty(compared.Secrets);
        Assert.Empty(compared.Releases);
    }

    private Task<BucketComparison> Compared()
    {
        var repository = SecretRepository.Open(folder.Path, Variables.None);
        var here = RepositoryReading.Of(repository, "staging", () => SecretSet.Of(repository, "staging").Whole());
        return BucketComparison.CompareAsync(here, store, TestContext.Current.CancellationToken);
    }
}
