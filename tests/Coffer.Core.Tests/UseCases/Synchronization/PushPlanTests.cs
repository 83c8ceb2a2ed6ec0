using Coffer.Core.Formats.Releases;
using Coffer.Core.Repository;
using Coffer.Core.Tests.Support;
using Coffer.Core.UseCases.Synchronization;
using Xunit;

namespace Coffer.Core.Tests.UseCases.Synchronization;

/// <summary>What a dry run prints is what a run does, whatever the bucket is like.</summary>
public sealed class PushPlanTests : IDisposable
{
    private static readonly CofferException Denied = new(ErrorCode.Denied, "no right to ask");

    private readonly TemporaryFolder folder = new();

    public enum Asked
    {
        Allowed,
        Refused,
    }

    public static TheoryData<bool, Asked, string, bool> Cases => [.. from versions in new[] { true, false }
                                                                     from asked in Enum.GetValues<Asked>()
                                                                     from there in new[] { "nothing", "same", "other", "both", "stranger" }
                                                                     from delete in new[] { true, false }
                                                                     select (versions, asked, there, delete)];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void All_cases_are_tried() => Assert.Equal(40, Cases.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_run_does_what_its_plan_says(bool versions, Asked asked, string there, bool delete)
    {
        var store = new MemoryStore { KeepsVersions = versions, NotToBeAsked = asked == Asked.Refused ? Denied : null };
        folder.Write("staging/api/small", [1]);
        folder.Write("staging/api/large", new byte[Release.MaxInlineBytes + 1]);
        folder.Write("staging/web/one", [2]);
        foreach (var (key, content) in Objects(there))
        {
            store[key] = content;
        }

        var here = Reading();
        var plan = await PlanAsync(here, store, delete);
        Assert.Empty(store.Changes);
        var told = new List<(string, ObjectChange)>();
        var services = await new PushRun(plan, here, store, (key, change) => told.Add((key, change))).RunAsync(Cancellation);

        var isUnknown = plan.Services.Any(service => service.State == PinState.NotKnown);
        Assert.Equal(isUnknown, asked == Asked.Refused && there == "nothing");
        Assert.Equal(plan.Changes, isUnknown ? told.Where(change => change.Item2 != ObjectChange.Released) : told);
        Assert.Equal(plan.MarksBucket, store.Changes.Contains("put .coffer/environment"));
        Assert.Equal(told.Count + (plan.MarksBucket ? 1 : 0), store.Changes.Count);
        Assert.All(services, service => Assert.Equal(versions ? PinState.Pinned : PinState.NoVersions, service.State));

        // A second plan has nothing to do.
        Assert.Empty((await PlanAsync(here, store, delete)).Changes);
    }

    [Fact]
    public async Task A_release_that_is_too_large_is_refused_before_anything_is_written()
    {
        var store = new MemoryStore();
        for (var number = 0; number < (Release.MaxBytes / Release.MaxInlineBytes) + 1; number++)
        {
            folder.Write($"staging/api/name-{number}", new byte[Release.MaxInlineBytes]);
        }

        var here = Reading();
        var failure = await Failures.OfAsync(ErrorCode.CannotWrite, () => PlanAsync(here, store, delete: false));
        Assert.Contains("'api'", failure.Message, StringComparison.Ordinal);
        Assert.Empty(store.Changes);
    }

    [Fact]
    public async Task A_release_that_gets_no_version_is_not_pinned()
    {
        var store = new MemoryStore { ["api/small"] = [1] };
        folder.Write("staging/api/small", [1]);
        var here = Reading();
        var plan = await PlanAsync(here, store, delete: false);

        // Between the plan and the run somebody has made the bucket keep none.
        store.KeepsVersions = false;
        var services = await new PushRun(plan, here, store, (_, _) => { }).RunAsync(Cancellation);
        Assert.Equal(PinState.NoVersions, Assert.Single(services).State);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IEnumerable<(string Key, byte[] Content)> Objects(string there) => there switch
    {
        "nothing" => [],
        "same" => [("web/one", [2])],
        "other" => [("web/one", [3]), ("web/.coffer/release.json", [4])],
        "both" => [("web/one", [2]), ("api/small", [3])],
        _ => [("old/one", [5]), ("old/.coffer/release.json", [6])],
    };

    private static async Task<PushPlan> PlanAsync(RepositoryReading here, MemoryStore store, bool delete) =>
        await PushPlan.MakeAsync(here, await BucketComparison.CompareAsync(here, store, Cancellation), store, delete, Cancellation);

    private RepositoryReading Reading()
    {
        var repository = SecretRepository.Open(folder.Path, Variables.None);
        return RepositoryReading.Of(repository, "staging", () => SecretSet.Of(repository, "staging").Whole());
    }
}
