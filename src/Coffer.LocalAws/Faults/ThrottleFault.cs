namespace Coffer.LocalAws.Faults;

/// <summary>What each service says to those who ask too often.</summary>
internal sealed record ThrottleFault : IFault
{
    public Task DoAsync(FaultedRequest faulted) => faulted.Answer(faulted.Request.Service.TooManyRequests);
}
