using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Coffer.Aws.Connections;
using Xunit;

namespace Coffer.Aws.Tests.Connections;

public sealed class ConnectorTests
{
    private const int AtOnce = 8;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_ninth_handshake_waits_until_one_has_ended()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        var connector = new Connector(() => new SslClientAuthenticationOptions());
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        listener.Start();
        var openings = Enumerable.Range(0, AtOnce + 1).Select(_ => connector.OpenAsync(ServerOf(listener, "https"), end.Token)).ToList();

        // Nobody answers them. A ninth that does not wait has a moment to show itself.
        List<TcpClient> accepted = [];
        for (var number = 0; number < AtOnce; number++)
        {
            accepted.Add(await listener.AcceptTcpClientAsync(Stop));
        }

        await Task.Delay(TimeSpan.FromMilliseconds(200), Stop);
        Assert.False(listener.Pending());

        accepted[0].Dispose();
        accepted.Add(await listener.AcceptTcpClientAsync(Stop));

        await end.CancelAsync();
        accepted.ForEach(client => client.Dispose());
        foreach (var opening in openings)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => opening);
        }
    }

    [Fact]
    public async Task Connections_without_TLS_do_not_wait()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        var connector = new Connector(() => new SslClientAuthenticationOptions());
        listener.Start();
        var opened = await Task.WhenAll(Enumerable.Range(0, 3 * AtOnce).Select(_ => connector.OpenAsync(ServerOf(listener, "http"), Stop)));
        Assert.Equal(3 * AtOnce, opened.Length);
        foreach (var stream in opened)
        {
            await stream.DisposeAsync();
        }
    }

    private static Uri ServerOf(TcpListener listener, string scheme) => new($"{scheme}://{(IPEndPoint)listener.LocalEndpoint}");
}
