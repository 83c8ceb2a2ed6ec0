using Coffer.Aws.Credentials;
using Xunit;

namespace Coffer.Aws.Tests.Credentials;

public sealed class CachedCredentialsTests
{
    private readonly SetClock clock = new();
    private int fetches;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_at_once_need_one_fetch()
    {
        var gate = new TaskCompletionSource();
        var credentials = Cached(async () =>
        {
            await gate.Task;
            return new AwsKeys("A", "S", null, null);
        });
        var waiting = Enumerable.Range(0, 64).Select(_ => credentials.GetCredentialsAsync()).ToList();
        gate.SetResult();
        Assert.All(await Task.WhenAll(waiting), static keys => Assert.Equal("A", keys.AccessKey));
        Assert.Equal(1, fetches);
    }

    [Fact]
    public async Task What_64_calls_find_expired_is_fetched_once()
    {
        var credentials = Cached(() => Task.FromResult(new AwsKeys("A", "S", null, null)));
        var used = await credentials.ReadyAsync(Stop);
        for (var call = 0; call < 64; call++)
        {
            credentials.Expire(used);
            await credentials.ReadyAsync(Stop);
        }

        Assert.Equal(2, fetches);
    }

    [Theory]
    [InlineData(3600, 3539, 1)]
    [InlineData(3600, 3541, 2)]
    [InlineData(60, 29, 1)]
    [InlineData(60, 31, 2)]
    public async Task They_are_renewed_before_they_expire(int lifetime, int later, int expected)
    {
        var credentials = Cached(() => Task.FromResult(new AwsKeys("A", "S", null, clock.Now.AddSeconds(lifetime))));
        await credentials.ReadyAsync(Stop);
        clock.Now += TimeSpan.FromSeconds(later);
        await credentials.ReadyAsync(Stop);
        await credentials.ReadyAsync(Stop);
        Assert.Equal(expected, fetches);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        var credentials = Cached(() => fetches == 1
            ? Task.FromException<AwsKeys>(new CredentialsException(["x"], ErrorCode.Configuration, null))
            : Task.FromResult(new AwsKeys("A", "S", null, null)));
        await Assert.ThrowsAsync<CredentialsException>(() => credentials.ReadyAsync(Stop));
        await credentials.ReadyAsync(Stop);
        Assert.Equal(2, fetches);
    }

    [Theory]
    [InlineData("a b  c", "a|b|c")]
    [InlineData(""" "/a b/c" --x 'y z' """, "/a b/c|--x|y z")]
    [InlineData("""a"b c"d''""", "ab cd")]
    [InlineData(@"C:\x\y.exe --p", @"C:\x\y.exe|--p")]
    [InlineData("a '' b", "a||b")]
    [InlineData(" ", "")]
    public void A_command_is_taken_apart_without_a_shell(string command, string words) =>
        Assert.Equal(words, string.Join('|', ProcessSource.Words(command)));

    private CachedCredentials Cached(Func<Task<AwsKeys>> fetch) => new(
        () =>
        {
            fetches++;
            return fetch();
        },
        clock);

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
