using Coffer.LocalAws.Server;

namespace Coffer.LocalAws.Faults.Acts;

/// <summary>An error of the service's, in place of its answer. The service does nothing.</summary>
internal sealed record ErrorAct(int Status, string Code, string? Message) : IFaultAct
{
    public Task DoAsync(FaultedCall call) => call.Answer(new AwsException(Status, Code, Message));
}
