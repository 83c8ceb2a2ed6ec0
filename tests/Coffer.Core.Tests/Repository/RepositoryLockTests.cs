using Coffer.Core.Repository;
using Coffer.Core.Tests.Support;
using Xunit;

namespace Coffer.Core.Tests.Repository;

public sealed class RepositoryLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Holders_never_overlap()
    {
        const int Holders = 8;
        const int Turns = 50;
        var counter = folder.Write("counter", "0");
        var inside = 0;
        await Task.WhenAll(Enumerable.Range(0, Holders).Select(_ => Task.Run(
            () =>
            {
                for (var turn = 0; turn < Turns; turn++)
                {
                    using var held = RepositoryLock.Take(folder.Path);
                    Assert.Equal(1, Interlocked.Increment(ref inside));
                    var count = int.Parse(File.ReadAllText(counter), System.Globalization.CultureInfo.InvariantCulture);
                    Thread.Yield();
                    File.WriteAllText(counter, $"{count + 1}");
                    Interlocked.Decrement(ref inside);
                }
            },
            TestContext.Current.CancellationToken)));
        Assert.Equal($"{Holders * Turns}", await File.ReadAllTextAsync(counter, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_second_holder_waits_until_the_first_lets_go()
    {
        var first = RepositoryLock.Take(folder.Path);
        var second = Task.Run(() => RepositoryLock.Take(folder.Path), TestContext.Current.CancellationToken);
        Assert.NotSame(second, await Task.WhenAny(second, Task.Delay(100, TestContext.Current.CancellationToken)));
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public void Nothing_is_left_in_the_tree()
    {
        using (RepositoryLock.Take(folder.Path))
        {
            Assert.Empty(folder.Everything());
        }

        Assert.Empty(folder.Everything());
    }

    [Fact]
    public void Two_repositories_do_not_wait_for_each_other()
    {
        using var one = RepositoryLock.Take(folder.MakeFolder("one"));
        using var other = RepositoryLock.Take(folder.MakeFolder("other"));
        Assert.NotSame(one, other);
    }

    [Fact]
    public void A_folder_that_is_gone_is_an_error()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere the lock is a file of the system's temporary folder");
        Failures.Of(ErrorCode.NotFound, () => RepositoryLock.Take(folder.At("none")));
    }
}
