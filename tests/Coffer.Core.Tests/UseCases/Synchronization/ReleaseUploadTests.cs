using Coffer.Core.Formats.Releases;
using Coffer.Core.Repository;
using Coffer.Core.Tests.Support;
using Coffer.Core.UseCases.Synchronization;
using Xunit;

namespace Coffer.Core.Tests.UseCases.Synchronization;

public sealed class ReleaseUploadTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Releases_follow_their_secrets_and_are_written_once()
    {
        var store = new MemoryStore();
        folder.Write("staging/api/one", [1]);
        folder.Write("staging/api/large", new byte[Release.MaxInlineBytes + 1]);
        folder.Write("staging/web/exact", new byte[Release.MaxInlineBytes]);
        var services = await Push(store);
        Assert.Equal(["api", "web"], services.Select(service => service.Service));
        Assert.Equal(["put api/.coffer/release.json", "put web/.coffer/release.json"], store.Changes[^2..]);
        Assert.Equal(6, store.Changes.Count);
        var release = new ReleaseReader("it").Read(store["api/.coffer/release.json"], "staging", "api");
        Assert.Equal("v1", Assert.IsType<StoredEntry>(release.Secrets["large"]).Version);
        Assert.IsType<InlineEntry>(new ReleaseReader("it").Read(store["web/.coffer/release.json"], "staging", "web").Secrets["exact"]);

        Assert.Equal(services, await Push(store));
        Assert.Equal(6, store.Changes.Count);

        folder.Write("staging/api/one", [2]);
        var after = await Push(store);
        Assert.Equal(["put api/one", "put api/.coffer/release.json"], store.Changes[6..]);
        Assert.Equal("v2", after[0].Pin!.Version);
        Assert.Equal(services[1], after[1]);
    }

    [Fact]
    public async Task A_failed_upload_writes_no_release()
    {
        var store = new MemoryStore();
        folder.Write("staging/api/one", [1]);
        await Push(store);
        folder.Write("staging/api/one", [2]);
        var here = Reading();
        var plan = await PlanAsync(here, store);
        var stale = plan with { Secrets = [.. plan.Secrets.Select(secret => secret with { Tag = "somebody else's" })] };
        var before = store.Changes.Count;
        await Failures.OfAsync(ErrorCode.CannotWrite, () => new PushRun(stale, here, store, (_, _) => { }).RunAsync(Cancellation));
        Assert.Equal(before, store.Changes.Count);
    }

    [Fact]
    public async Task What_is_written_after_the_reading_is_neither_uploaded_nor_released()
    {
        var store = new MemoryStore();
        folder.Write("staging/api/one", [1]);
        folder.Write("staging/api/two", [2]);
        var here = Reading();
        folder.Write("staging/api/one", "plaintext");
        File.Delete(folder.At("staging/api/two"));
        await new PushRun(await PlanAsync(here, store), here, store, (_, _) => { }).RunAsync(Cancellation);
        Assert.Equal([1], (await store.GetAsync("api/one", null, Cancellation)).Bytes);
        Assert.Equal([2], (await store.GetAsync("api/two", null, Cancellation)).Bytes);
        Assert.Contains(
            "\"ciphertext\":\"AQ==\"", System.Text.Encoding.UTF8.GetString(store["api/.coffer/release.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_without_versions_gets_secrets_and_no_release()
    {
        var store = new MemoryStore { KeepsVersions = false };
        folder.Write("staging/api/one", [1]);
        Assert.Equal([new ServiceRelease("api", PinState.NoVersions, null)], await Push(store));
        Assert.Equal([new ServiceRelease("api", PinState.NoVersions, null)], await Push(store));
        Assert.Equal(["put .coffer/environment", "put api/one"], store.Changes);
    }

    [Fact]
    public async Task A_release_of_no_secrets_is_deleted_on_request_only()
    {
        var store = new MemoryStore();
        folder.Write("staging/api/one", [1]);
        folder.Write("staging/web/two", [1]);
        await Push(store);
        File.Delete(folder.At("staging/web/two"));
        Assert.Single(await Push(store));
        Assert.Equal(5, store.Changes.Count);
        await Push(store, delete: true);
        Assert.Equal(["delete web/two", "delete web/.coffer/release.json"], store.Changes[5..]);
    }

    [Fact]
    public async Task A_release_without_secrets_that_was_meant_so_is_left_alone()
    {
        var store = new MemoryStore();
        folder.Write("staging/api/one", [1]);
        store["web/.coffer/release.json"] =
            ReleaseWriter.Write(new Release("staging", "web", new Dictionary<string, ReleaseEntry>())).ToArray();
        await Push(store, delete: true);
        Assert.DoesNotContain("delete web/.coffer/release.json", store.Changes);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<IReadOnlyList<ServiceRelease>> Push(MemoryStore store, bool delete = false)
    {
        var here = Reading();
        return await new PushRun(await PlanAsync(here, store, delete), here, store, (_, _) => { }).RunAsync(Cancellation);
    }

    private static async Task<PushPlan> PlanAsync(RepositoryReading here, MemoryStore store, bool delete = false) =>
        await PushPlan.MakeAsync(here, await BucketComparison.CompareAsync(here, store, Cancellation), store, delete, Cancellation);

    private RepositoryReading Reading()
    {
        var repository = SecretRepository.Open(folder.Path, Variables.None);
        return RepositoryReading.Of(repository, "staging", () => SecretSet.Of(repository, "staging").Whole());
    }
}
