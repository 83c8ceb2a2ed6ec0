using System.Text;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Faults;

/// <summary>A body that no service would send, in place of its answer. The service does nothing.</summary>
internal sealed record AnswerFault(int Status, string Body) : IFault
{
    public async Task DoAsync(FaultedRequest faulted)
    {
        var body = Encoding.UTF8.GetBytes(Body);
        var response = faulted.Http.Response;
        response.StatusCode = Status;
        response.ContentType = faulted.Request.Service.Protocol.ContentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, faulted.Gone);
    }
}

/// <summary>An error of the service's, in place of its answer. The service does nothing.</summary>
internal sealed record ErrorFault(int Status, string Code, string? Message) : IFault
{
    public Task DoAsync(FaultedRequest faulted) => faulted.Answer(new AwsException(Status, Code, Message));
}

/// <summary>What each service says to those who ask too often.</summary>
internal sealed record ThrottleFault : IFault
{
    public Task DoAsync(FaultedRequest faulted) => faulted.Answer(faulted.Request.Service.TooManyRequests);
}
