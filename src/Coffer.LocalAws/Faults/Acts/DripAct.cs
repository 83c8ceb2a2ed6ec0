namespace Coffer.LocalAws.Faults.Acts;

/// <summary>The right answer, its body in small pieces with a wait between them.</summary>
internal sealed record DripAct(int Size, TimeSpan Interval) : IFaultAct
{
    public async Task DoAsync(FaultedCall call)
    {
        var body = await call.HoldAnswerAsync();
        for (var sent = 0; sent < body.Length; sent += Size)
        {
            if (sent > 0)
            {
                await call.WaitAsync(Interval);
            }

            await call.SendAsync(body.AsMemory(sent, Math.Min(Size, body.Length - sent)));
        }
    }
}
