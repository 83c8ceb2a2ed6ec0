using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Faults;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services;
using Coffer.LocalAws.Signing;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Hosting;

/// <summary>A request's way: which service, who signed it, the service's answer, or the error in its shape.</summary>
internal sealed class RequestHandler(
    ServedHosts hosts,
    Options options,
    AwsServices services,
    Authenticator authenticator,
    Enforcer enforcer,
    FaultInjector faults,
    RequestLog? log,
    Action<AwsRequest>? answering,
    TaskPaths tasks)
{
    public async Task HandleAsync(HttpContext http)
    {
        if (await tasks.TryServeAsync(http))
        {
            return;
        }

        var request = new AwsRequest(http, services.Route(http.Request), options);

        // Before the answer's first byte: who has an answer finds its line in the log.
        http.Response.OnStarting(() =>
        {
            UnreadBody.CloseAfter(http);
            log?.Add(request);
            answering?.Invoke(request);
            return Task.CompletedTask;
        });

        if (await TryAsync(request, () => ReadAsync(request)))
        {
            await TryAsync(request, () => faults.HandleAsync(request, refusal => TryAsync(request, () => ServeAsync(request, refusal))));
        }
    }

    private async Task ReadAsync(AwsRequest request)
    {
        BrowserCheck.Require(request.Http.Request, hosts);
        request.Http.Features.Set(hosts);
        await request.ReadAsync();
    }

    private async Task ServeAsync(AwsRequest request, AwsException? refusal)
    {
        if (refusal is not null)
        {
            throw refusal;
        }

        AwsServices.RequireServed(request.Http.Request);
        authenticator.Authenticate(request);
        request.Session = enforcer.SessionOf(request.Caller);
        enforcer.Require(request);
        await request.Service.ServeAsync(request);
    }

    /// <summary>Does a step; where it fails, the error is the answer.</summary>
    private static async Task<bool> TryAsync(AwsRequest request, Func<Task> step)
    {
        try
        {
            await step();
            return true;
        }
        catch (OperationCanceledException) when (request.Http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: there is no one to answer.
        }
        catch (Exception e) when (e is ConnectionResetException or ConnectionAbortedException)
        {
            // The same, in the middle of its body.
        }
        catch (AwsException e)
        {
            await FailAsync(request, e);
        }
        catch (BadHttpRequestException e)
        {
            await FailAsync(request, new AwsException(e.StatusCode, "InvalidRequest", "The request is not valid HTTP."));
        }
        catch (Exception e)
        {
            // The type and the place only: a message may hold what the request held. Those of the disk hold paths.
            var what = e is IOException or UnauthorizedAccessException ? $": {e.Message}" : $" with {e.GetType()}\n{e.StackTrace}";
            await Console.Error.WriteLineAsync($"coffer-local: error: {request.Service.Name} failed{what}");
            await FailAsync(request, new AwsException(
                500, request.Service.InternalErrorCode, "We encountered an internal error. Please try again."));
        }

        return false;
    }

    private static async Task FailAsync(AwsRequest request, AwsException error)
    {
        var http = request.Http;
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        request.Error = error;
        await request.Service.Protocol.WriteErrorAsync(http, error, request.Id);
    }
}
