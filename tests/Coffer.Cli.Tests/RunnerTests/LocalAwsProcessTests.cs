using System.Globalization;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.RunnerTests;

public sealed class LocalAwsProcessTests
{
    [Fact]
    public async Task Nothing_of_it_is_left_after_its_test()
    {
        int process;
        await using (
            var server = await LocalAwsProcess.StartAsync(Server("echo listening on http://127.0.0.1:4999; exec sleep 60")))
        {
            process = server.ProcessId;
            Assert.Equal(new Uri("http://127.0.0.1:4999"), server.Endpoint);
            Assert.True(server.StartTime > TimeSpan.Zero);
            Assert.True(Runs(process));
        }

        Assert.False(Runs(process));
    }

    [Fact]
    public async Task It_can_be_killed_before()
    {
        await using var server = await LocalAwsProcess.StartAsync(
            Server("trap '' TERM INT; echo listening on https://127.0.0.1:4999; while :; do sleep 1; done"));

        await server.KillAsync();

        Assert.False(Runs(server.ProcessId));
        Assert.Equal("https", server.Endpoint.Scheme);
    }

    [Fact]
    public async Task Only_the_whole_line_means_that_it_listens() => await Assert.ThrowsAsync<InvalidOperationException>(
        () => LocalAwsProcess.StartAsync(Server("echo not listening on http://127.0.0.1:1; printf 'listening on http://127.0.0.1:49'")));

    private static ProcessRequest Server(string script) => new("/bin/sh", ["-c", script]);

    private static bool Runs(int process) => Directory.Exists("/proc/" + process.ToString(CultureInfo.InvariantCulture));
}
