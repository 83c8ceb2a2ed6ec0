namespace Coffer.LocalAws.Faults.Acts;

/// <summary>The right answer, late.</summary>
internal sealed record DelayAct(TimeSpan Time) : IFaultAct
{
    public async Task DoAsync(FaultedCall call)
    {
        await call.WaitAsync(Time);
        await call.Answer(null);
    }
}
