using System.Security.Cryptography;
using Coffer.LocalAws.Faults;
using Coffer.LocalAws.Hosting;
using Coffer.LocalAws.Kms;
using Coffer.LocalAws.Query;
using Coffer.LocalAws.State;
using Coffer.LocalAws.Sts;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Server;

/// <summary>A request's way: which service, who signed it, the service's answer, or the error in its shape.</summary>
internal sealed class RequestHandler(
    ServedHosts hosts, Authenticator authenticator, LocalServices services, FaultInjector faults, RequestLog? log)
{
    public async Task HandleAsync(HttpContext http)
    {
        var service = RequestRouter.Route(http.Request);
        if (log is not null)
        {
            // Before the answer's first byte: whoever has an answer finds its line in the log.
            http.Response.OnStarting(() =>
            {
                log.Add(http, service);
                return Task.CompletedTask;
            });
        }

        try
        {
            BrowserCheck.Require(http.Request, hosts);
            http.Features.Set(hosts);
        }
        catch (AwsException e)
        {
            await FailAsync(http, service, e, NewRequestId(service));
            return;
        }

        await faults.HandleAsync(http, service, refusal => HandleAsync(http, service, refusal));
    }

    private async Task HandleAsync(HttpContext http, AwsService service, AwsException? refusal)
    {
        var requestId = NewRequestId(service);
        try
        {
            if (refusal is not null)
            {
                throw refusal;
            }

            await ServeAsync(http, service, requestId);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: there is no one to answer.
        }
        catch (AwsException e)
        {
            await FailAsync(http, service, e, requestId);
        }
        catch (BadHttpRequestException e)
        {
            await FailAsync(http, service, new AwsException(e.StatusCode, "InvalidRequest", "The request is not valid HTTP."), requestId);
        }
        catch (DiskException e)
        {
            await Console.Error.WriteLineAsync($"coffer-local: error: {service} failed: {e.Message}");
            await FailAsync(http, service, InternalError(service), requestId);
        }
        catch (Exception e)
        {
            // The type and the place only: a message may hold what the request held.
            await Console.Error.WriteLineAsync($"coffer-local: error: {service} failed with {e.GetType()}\n{e.StackTrace}");
            await FailAsync(http, service, InternalError(service), requestId);
        }
    }

    private static AwsException InternalError(AwsService service) => new(
        500, service == AwsService.Kms ? "KMSInternalException" : "InternalError", "We encountered an internal error. Please try again.");

    private async Task ServeAsync(HttpContext http, AwsService service, string requestId)
    {
        RequestRouter.RequireServed(http.Request);
        if (service == AwsService.S3)
        {
            await services.S3.HandleAsync(authenticator.Authenticate(http, service, requestId, body: null));
            return;
        }

        var body = await RequestBody.ReadAsync(http.Request);
        var query = service is AwsService.Sts or AwsService.Iam ? QueryParameters.Read(http.Request, body) : null;
        RequestLog.Name(http, query?.Action);
        var call = service == AwsService.Sts && StsService.IsUnsigned(query!)
            ? authenticator.Anonymous(http, requestId)
            : authenticator.Authenticate(http, service, requestId, body);
        await (service switch
        {
            AwsService.Kms => services.Kms.HandleAsync(call, body),
            AwsService.Sts => services.Sts.HandleAsync(call, query!),
            AwsService.Iam => services.Iam.HandleAsync(call, query!),
            _ => services.Ecs.HandleAsync(call, body),
        });
    }

    private static async Task FailAsync(HttpContext http, AwsService service, AwsException error, string requestId)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        await ErrorWriter.WriteAsync(http, service, error, requestId);
    }

    private static string NewRequestId(AwsService service) => service == AwsService.S3
        ? Convert.ToHexString(RandomNumberGenerator.GetBytes(8))
        : Guid.NewGuid().ToString();
}
