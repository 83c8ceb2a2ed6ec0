using System.Text;
using Coffer.LocalAws.Server;

namespace Coffer.LocalAws.Faults.Acts;

/// <summary>A body that no service would send, in place of its answer. The service does nothing.</summary>
internal sealed record AnswerAct(int Status, string Body) : IFaultAct
{
    public async Task DoAsync(FaultedCall call)
    {
        var body = Encoding.UTF8.GetBytes(Body);
        var response = call.Http.Response;
        response.StatusCode = Status;
        response.ContentType = call.Service == AwsService.Kms ? ErrorWriter.JsonContentType : "application/xml";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, call.Gone);
    }
}
