using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Coffer.LocalAws.Hosting;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Tls;

[UnsupportedOSPlatform("windows")]
public sealed class TlsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string CaFile => Path.Combine(folder.Path, "ca.pem");

    private string Data => Path.Combine(folder.Path, "data");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_serves_https_that_its_ca_vouches_for()
    {
        await using var server = await LocalServer.StartAsync(new Options { Port = 0, Tls = CaFile });
        Assert.Equal("https", server.Endpoint.Scheme);
        string[] hosts = ["127.0.0.1", "localhost", "bucket.localhost"];
        foreach (var host in hosts)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(server.Endpoint, host, CaFile));
        }

        Assert.Equal(3, hosts.Length);
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(server.Endpoint, "example.com", CaFile));
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(server.Endpoint, "127.0.0.1", caFile: null));
    }

    [Fact]
    public async Task Another_servers_ca_does_not_vouch_for_it()
    {
        var other = Path.Combine(folder.Path, "other.pem");
        await using (await LocalServer.StartAsync(new Options { Port = 0, Tls = other }))
        {
            await using var server = await LocalServer.StartAsync(new Options { Port = 0, Tls = CaFile });
            await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(server.Endpoint, "127.0.0.1", other));
        }
    }

    [Fact]
    public async Task The_file_has_the_certificate_only_and_all_may_read_it()
    {
        await using var server = await LocalServer.StartAsync(new Options { Port = 0, Tls = CaFile });
        var text = await File.ReadAllTextAsync(CaFile, Stop);
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", text, StringComparison.Ordinal);
        Assert.False(File.GetUnixFileMode(CaFile).HasFlag(UnixFileMode.OtherWrite));
        Assert.True(File.GetUnixFileMode(CaFile).HasFlag(UnixFileMode.OtherRead));
    }

    [Fact]
    public async Task The_ca_is_kept_with_the_state_and_its_key_is_private()
    {
        string first;
        await using (await LocalServer.StartAsync(new Options { Port = 0, Tls = CaFile, Data = Data }))
        {
            first = await File.ReadAllTextAsync(CaFile, Stop);
        }

        await using var again = await LocalServer.StartAsync(new Options { Port = 0, Tls = CaFile, Data = Data });
        Assert.Equal(first, await File.ReadAllTextAsync(CaFile, Stop));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(again.Endpoint, "127.0.0.1", CaFile));
        var kept = Path.Combine(Data, "tls", "ca.pem");
        Assert.Contains("PRIVATE KEY", await File.ReadAllTextAsync(kept, Stop), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kept));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_and_a_damaged_ca_are_named()
    {
        var (code, _, errors) = await ServerProcess.RunAsync("--port", "0", "--tls", Path.Combine(folder.Path, "none", "ca.pem"));
        Assert.Equal(73, code);
        Assert.StartsWith("coffer-local: error: cannot write the CA's certificate to", errors, StringComparison.Ordinal);

        Directory.CreateDirectory(Path.Combine(Data, "tls"));
        string[] damaged = ["", "x", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"];
        foreach (var content in damaged)
        {
            await File.WriteAllTextAsync(Path.Combine(Data, "tls", "ca.pem"), content, Stop);
            (code, _, errors) = await ServerProcess.RunAsync("--port", "0", "--data", Data, "--tls", CaFile);
            Assert.Equal((65, "coffer-local: error: the state file 'tls/ca.pem' is damaged\n"), (code, errors));
        }

        Assert.Equal(3, damaged.Length);
    }

    /// <summary>Asks whom the certificate must be for; with no CA but the one of the file.</summary>
    private static async Task<HttpStatusCode> GetAsync(Uri endpoint, string host, string? caFile)
    {
        using var handler = Trust.Handler(caFile);
        handler.ConnectCallback = async (_, stop) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(endpoint.Host, endpoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        };
        using var client = new HttpClient(handler);
        using var response = await client.GetAsync(new UriBuilder(endpoint) { Host = host }.Uri, Stop);
        return response.StatusCode;
    }
}
