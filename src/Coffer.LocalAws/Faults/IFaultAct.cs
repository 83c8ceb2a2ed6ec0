namespace Coffer.LocalAws.Faults;

/// <summary>What happens to a request that is to fail.</summary>
internal interface IFaultAct
{
    Task DoAsync(FaultedCall call);
}
