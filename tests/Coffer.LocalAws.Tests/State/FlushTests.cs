using System.IO.Pipes;
using Coffer.LocalAws.Hosting;
using Coffer.LocalAws.State;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.State;

/// <summary>A change counts when fsync said so: each flush of each kind of change fails once.</summary>
public sealed class FlushTests
{
    [Fact]
    public async Task A_change_whose_flush_fails_is_not_acknowledged()
    {
        var counts = await CountAsync();
        Assert.DoesNotContain(counts, count => count < 1);
        var ran = 0;
        for (var step = 0; step < WriteSteps.All.Count; step++)
        {
            for (var flush = 1; flush <= counts[step]; flush++)
            {
                await FailAsync(step, flush);
                ran++;
            }
        }

        Assert.Equal(counts.Sum(), ran);
        Assert.Equal(50, counts.Count);
        Assert.True(ran >= 90, $"only {ran} flushes");
    }

    [Fact]
    public void The_error_of_fsync_is_looked_at()
    {
        // fsync of a pipe is EINVAL, which the framework's own flush takes for success.
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: false);
        Assert.Equal(22, DiskCalls.Synchronize(handle));
        Assert.Equal(2, DiskCalls.Open("/not/there", out var none));
        Assert.True(none.IsInvalid);
        using var closed = new Microsoft.Win32.SafeHandles.SafeFileHandle(1_000_000, ownsHandle: true);
        Assert.Equal(9, DiskCalls.Close(closed));
    }

    [Fact]
    public void Every_new_folder_is_flushed_and_one_that_failed_is_tried_again()
    {
        using var folder = new TemporaryFolder();
        var disk = new FailingDisk();
        var path = Path.Combine(folder.Path, "a", "b", "c");
        disk.CreateFolder(path);
        Assert.Equal(3, disk.Flushes);

        for (var failing = 1; failing <= 3; failing++)
        {
            Directory.Delete(Path.Combine(folder.Path, "a"), recursive: true);
            disk = new FailingDisk();
            disk.FailAt(failing);
            Assert.Throws<DiskException>(() => disk.CreateFolder(path));
            disk.CreateFolder(path);
            Assert.Equal(4, disk.Flushes);
        }
    }

    [Fact]
    public void A_flush_of_a_folder_that_failed_is_done_by_the_next_change()
    {
        using var folder = new TemporaryFolder();
        var disk = new FailingDisk();
        disk.Settle(folder.Path);
        Assert.Equal(0, disk.Flushes);

        disk.FailAt(1);
        Assert.Throws<DiskException>(() => disk.Flush(folder.Path));
        disk.Settle(folder.Path);
        Assert.Equal(2, disk.Flushes);
        disk.Settle(folder.Path);
        Assert.Equal(2, disk.Flushes);
    }

    [Fact]
    public async Task A_start_that_cannot_keep_its_folder_says_so()
    {
        using var folder = new TemporaryFolder();
        var options = new Options { Port = 0, Data = Path.Combine(folder.Path, "data"), Tls = Path.Combine(folder.Path, "ca.pem") };
        var flushes = 0;
        for (var number = 1; ; number++)
        {
            var disk = new FailingDisk();
            disk.FailAt(number);
            try
            {
                await using var server = await LocalServer.StartAsync(options, disk: disk);
                break;
            }
            catch (StartupException e)
            {
                Assert.Equal(ExitCode.CannotWrite, e.ExitCode);
                Assert.Contains("Input/output error", e.Message, StringComparison.Ordinal);
                flushes++;
            }

            if (Directory.Exists(options.Data))
            {
                Directory.Delete(options.Data, recursive: true);
            }
        }

        Assert.True(flushes >= 4, $"{flushes}");
    }

    private static async Task<IReadOnlyList<int>> CountAsync()
    {
        using var folder = new TemporaryFolder();
        await using var server = await DiskServer.StartAsync(folder.Path);
        var counts = new List<int>();
        foreach (var step in WriteSteps.All)
        {
            var before = server.Disk.Flushes;
            await server.RunAsync([step]);
            counts.Add(server.Disk.Flushes - before);
        }

        return counts;
    }

    private static async Task FailAsync(int step, int flush)
    {
        using var folder = new TemporaryFolder();
        var what = $"{WriteSteps.All[step]}, flush {flush}";
        await using (var server = await DiskServer.StartAsync(folder.Path))
        {
            await server.RunAsync(WriteSteps.All.Take(step));
            server.Disk.FailAt(flush);
            var status = await server.SendAsync(WriteSteps.All[step]);

            // DeleteObjects answers for each key of its own; the error stands in its body.
            Assert.True(status == 500 || WriteSteps.All[step].Line.EndsWith("?delete", StringComparison.Ordinal), $"{what}: {status}");
            server.Disk.FailAt(int.MaxValue);
            await ReadAllAsync(server, what);
            Assert.NotEqual(500, await server.SendAsync(WriteSteps.All[step]));
            await ReadAllAsync(server, what);
        }

        await using var again = await DiskServer.StartAsync(folder.Path);
        await ReadAllAsync(again, what);
    }

    private static async Task ReadAllAsync(DiskServer server, string what)
    {
        foreach (var read in WriteSteps.Reads)
        {
            Assert.True(await server.SendAsync(read) is var status && status != 500, $"{what}: then {read.Line}: {status}");
        }
    }
}
