using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Faults;

/// <summary>What happens to a request that is to fail.</summary>
internal interface IFault
{
    Task DoAsync(FaultedRequest faulted);
}

/// <summary>A request that is to fail, and the means to answer it after all.</summary>
/// <param name="Request">The request.</param>
/// <param name="Answer">Has the service answer; with an error, that one in the service's shape.</param>
/// <param name="Clock">What waits.</param>
/// <param name="LogUnanswered">Writes the line of a request that gets no answer.</param>
internal sealed record FaultedRequest(
    AwsRequest Request, Func<AwsException?, Task> Answer, TimeProvider Clock, Action<string> LogUnanswered)
{
    public CancellationToken Gone => Http.RequestAborted;

    public HttpContext Http => Request.Http;

    /// <summary>Has the service do its work, and keeps the answer's body back. Nothing is sent yet.</summary>
    public async Task<byte[]> HoldAnswerAsync()
    {
        var response = Http.Response;
        var wire = response.Body;
        using var held = new MemoryStream();
        response.Body = held;
        try
        {
            await Answer(null);
        }
        finally
        {
            response.Body = wire;
        }

        if (held.Length > 0)
        {
            response.ContentLength ??= held.Length;
        }

        return held.ToArray();
    }

    /// <summary>Sends a part of the body, and before the first one the head. It has left the server when this ends.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> part)
    {
        await Http.Response.StartAsync(Gone);
        await Http.Response.Body.WriteAsync(part, Gone);
        await Http.Response.Body.FlushAsync(Gone);
    }

    public Task WaitAsync(TimeSpan time) => Task.Delay(time, Clock, Gone);
}
