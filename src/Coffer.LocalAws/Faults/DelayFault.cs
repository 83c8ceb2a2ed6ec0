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
