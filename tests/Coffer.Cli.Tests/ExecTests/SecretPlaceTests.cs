using System.Runtime.Versioning;
using Coffer.Cli.Execution;
using Coffer.Core.Files;
using Coffer.Core.Tests.Support;
using Xunit;

namespace Coffer.Cli.Tests.ExecTests;

[SupportedOSPlatform("linux")]
public sealed class SecretPlaceTests
{
    [Fact]
    public void A_value_takes_the_place_of_its_ciphertext()
    {
        var closed = 0;
        using var place = new SecretPlace(MemoryFolder.MakeNameless("/dev/shm", 10)!, () => closed++);
        place.Append([1, 2, 3]);
        place.Append([4, 5, 6, 7]);
        Assert.Equal((7, 28), (place.Length, place.Look(static bytes => bytes.ToArray().Sum(one => one))));
        using var value = SecretValue.CopyOf([8, 9]);
        using var file = place.Hold(value);
        Assert.Equal([8, 9], file.Look((int)file.Length, static bytes => bytes.ToArray()));
        place.Dispose();
        Assert.Equal(0, closed);
    }

    [Fact]
    public void One_that_was_given_back_takes_no_more()
    {
        var closed = 0;
        var place = new SecretPlace(MemoryFolder.MakeNameless("/dev/shm", 10)!, () => closed++);
        place.Dispose();
        place.Dispose();
        Assert.Equal(1, closed);
        Assert.Throws<ObjectDisposedException>(() => place.Append([1]));
        Assert.Throws<ObjectDisposedException>(() => place.Look(static bytes => bytes.Length));
    }

    [Fact]
    public async Task What_the_system_refuses_is_no_failure_of_the_network()
    {
        using var place = new SecretPlace(LinuxFile.Open("/proc/self/status", Posix.ReadOnly), static () => { });
        using var value = SecretValue.CopyOf([8, 9]);
        await Failures.OfAsync(ErrorCode.CannotWrite, () => Task.Run(() => place.Append([1]), TestContext.Current.CancellationToken));
        await Failures.OfAsync(
            ErrorCode.CannotWrite, () => Task.Run(() => place.Hold(value).Dispose(), TestContext.Current.CancellationToken));
    }
}
