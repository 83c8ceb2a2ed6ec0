namespace Coffer.LocalAws.Faults;

/// <summary>What happens to a request that is to fail.</summary>
internal interface IFault
{
    Task DoAsync(FaultedRequest faulted);
}
