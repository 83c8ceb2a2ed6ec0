namespace Coffer.LocalAws.Faults;

/// <summary>The right answer, late.</summary>
internal sealed record DelayFault(TimeSpan Time) : IFault
{
    public async Task DoAsync(FaultedRequest faulted)
    {
        await faulted.WaitAsync(Time);
        await faulted.Answer(null);
    }
}

/// <summary>The right answer, its body in small pieces with a wait between them.</summary>
internal sealed record DripFault(int Size, TimeSpan Interval) : IFault
{
    public async Task DoAsync(FaultedRequest faulted)
    {
        var body = await faulted.HoldAnswerAsync();
        for (var sent = 0; sent < body.Length; sent += Size)
        {
            if (sent > 0)
            {
                await faulted.WaitAsync(Interval);
            }

            await faulted.SendAsync(body.AsMemory(sent, Math.Min(Size, body.Length - sent)));
        }
    }
}
