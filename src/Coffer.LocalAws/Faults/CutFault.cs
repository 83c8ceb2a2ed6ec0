using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Coffer.LocalAws.Faults;

/// <summary>How an answer ends before its end.</summary>
internal enum Ending
{
    /// <summary>The connection is reset: RST.</summary>
    Reset,

    /// <summary>The server's side of the connection is closed: FIN.</summary>
    Close,

    /// <summary>Nothing more comes.</summary>
    Stall,
}

/// <summary>An answer that does not come to its end.</summary>
/// <param name="Ending">What happens then.</param>
/// <param name="Serves">Whether the service does its work before.</param>
/// <param name="After">After how many bytes of the body; null when not even the head is sent.</param>
internal sealed record CutFault(Ending Ending, bool Serves, int? After) : IFault
{
    public async Task DoAsync(FaultedRequest faulted)
    {
        var body = Serves ? await faulted.HoldAnswerAsync() : [];
        if (After is { } count)
        {
            await faulted.SendAsync(body.AsMemory(0, Math.Min(count, body.Length)));
        }
        else
        {
            faulted.LogUnanswered(Ending.ToString().ToLowerInvariant());
        }

        var socket = faulted.Http.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        switch (Ending)
        {
            case Ending.Reset:
                // Closing a socket that does not linger sends RST: https://man7.org/linux/man-pages/man7/socket.7.html
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                break;
            case Ending.Close:
                socket.Shutdown(SocketShutdown.Send);
                await ClientLeavesAsync(faulted);
                break;
            default:
                await ClientLeavesAsync(faulted);
                break;
        }

        faulted.Http.Abort();
    }

    private static async Task ClientLeavesAsync(FaultedRequest faulted)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, faulted.Gone);
        }
        catch (OperationCanceledException)
        {
            // What was waited for.
        }
    }
}
