using System.Text;
using Coffer.LocalAws.Services.Ecs;

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
