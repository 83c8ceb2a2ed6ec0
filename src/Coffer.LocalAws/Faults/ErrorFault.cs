using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.Ecs;

namespace Coffer.LocalAws.Faults;

/// <summary>An error of the service's, in place of its answer. The service does nothing.</summary>
internal sealed record ErrorFault(int Status, string Code, string? Message) : IFault
{
    public Task DoAsync(FaultedRequest faulted) => faulted.Answer(new AwsException(Status, Code, Message));
}
