using System.Runtime.CompilerServices;
using Coffer.Cli.Tests.Processes;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>
/// A failure that nobody waits for any more is in no event of the process: applications end by such events. Alone, as the event is that of
/// the whole process.
/// </summary>
[Collection(nameof(Alone))]
public sealed class UnobservedTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_load_that_fails_after_all_have_given_up_is_in_no_event()
    {
        await using var repository = await SealedRepository.WithFaultsAsync(
            "s3 ListObjectsV2 2 delay 500\ns3 GetObject 21- status 403 AccessDenied");
        var seen = new List<Exception>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs args) => seen.Add(args.Exception);
        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            using var logs = new LogCapture();
            var root = World.Build(repository, options => options.LoggerFactory = logs);
            using var owned = root as IDisposable;
            await World.PutAsync(repository, SealedRepository.NameOf(1), "new");
            await GiveUpAsync(root);
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (!logs.Lines.Any(line => line.StartsWith("Warning 3 ", StringComparison.Ordinal)))
            {
                await Task.Delay(50, limit.Token);
            }

            // The load's last steps are behind its line in the log.
            await Assert.ThrowsAsync<CofferException>(() => root.ReloadCofferAsync(Stop));
            for (var turn = 0; turn < 3; turn++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }

        Assert.Empty(seen);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task GiveUpAsync(IConfigurationRoot root)
    {
        using var giveUp = new CancellationTokenSource();
        var given = root.ReloadCofferAsync(giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
    }
}
