using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Hosting;

public sealed class ProcessTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("-TERM")]
    [InlineData("-INT")]
    public async Task It_says_where_it_listens_and_ends_cleanly(string signal)
    {
        using var server = await ServerProcess.StartAsync("--port", "0");
        Assert.Matches("^listening on http://127\\.0\\.0\\.1:[0-9]+$", server.FirstLine);
        Assert.Equal(0, await server.SignalAsync(signal));
        Assert.Empty(await server.Process.StandardOutput.ReadToEndAsync(Stop));
        Assert.Empty(await server.Process.StandardError.ReadToEndAsync(Stop));
    }

    [Fact]
    public async Task What_cannot_start_says_why_in_one_line()
    {
        using var folder = new TemporaryFolder();
        using var server = await ServerProcess.StartAsync("--port", "0", "--data", folder.Path);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "file"), [], Stop);
        (string[] Arguments, int ExitCode, string Says)[] cases =
        [
            (["--data", folder.Path, "--port", "0"], 73, "another coffer-local uses the folder"),
            (["--port", $"{server.Endpoint.Port}"], 69, $"cannot listen on 127.0.0.1:{server.Endpoint.Port}: Address already in use"),
            (["--data", Path.Combine(folder.Path, "file", "x"), "--port", "0"], 73, "cannot write to the folder"),
            (["--prt"], 64, "a word is not understood, and not shown"),
            (["--port", "x"], 64, "--port wants a number from 0 to 65535"),
            (["--port", "65536"], 64, "--port wants a number from 0 to 65535"),
            (["--account", "1"], 64, "--account wants 12 digits"),
            (["--region", "here"], 64, "--region wants a name such as eu-west-1"),
        ];
        foreach (var (arguments, exitCode, says) in cases)
        {
            var (code, output, errors) = await ServerProcess.RunAsync(arguments);
            Assert.Equal((exitCode, string.Empty), (code, output));
            Assert.StartsWith("coffer-local: error: ", errors, StringComparison.Ordinal);
            Assert.Contains(says, errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
            Assert.Single(errors.TrimEnd().Split('\n'));
        }

        Assert.Equal(8, cases.Length);
    }

    [Fact]
    public async Task Damaged_state_is_named_and_not_guessed_at()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "kms-keys"));
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "kms-keys", "a.json"), "{"u8.ToArray(), Stop);
        var (code, _, errors) = await ServerProcess.RunAsync("--data", folder.Path, "--port", "0");

        Assert.Equal((65, "coffer-local: error: the state file 'kms-keys/a.json' is damaged\n"), (code, errors));
    }

    [Fact]
    public async Task Nothing_but_loopback_reaches_it()
    {
        using var server = await ServerProcess.StartAsync("--port", "0");
        var listener = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(l => l.Port == server.Endpoint.Port);
        Assert.Equal([IPAddress.Loopback], listener.Select(l => l.Address));

        // 127.0.0.2 is this machine too, but not the address that is listened on.
        using var client = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(
            async () => await client.ConnectAsync(IPAddress.Parse("127.0.0.2"), server.Endpoint.Port, Stop));
    }
}
