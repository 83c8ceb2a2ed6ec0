using Coffer.LocalAws.Faults.Acts;
using Coffer.LocalAws.Server;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Faults;

/// <summary>Stands before the services: waits, refuses, or lets a request fail as a rule says.</summary>
internal sealed class FaultInjector(
    Latency latency, KmsThrottle? throttle, IReadOnlyList<FaultRule> rules, RequestLog? log, TimeProvider clock)
{
    /// <summary>Answers, or does not.</summary>
    /// <param name="http">The request and its answer.</param>
    /// <param name="service">The service it is for.</param>
    /// <param name="answer">Has the service answer; with an error, that one in the service's shape.</param>
    public async Task HandleAsync(HttpContext http, AwsService service, Func<AwsException?, Task> answer)
    {
        try
        {
            if (latency.Of(service) is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, http.RequestAborted);
            }

            if (throttle is not null && await throttle.RefusesAsync(http, service))
            {
                await answer(ThrottleAct.ErrorOf(service));
            }
            else if (rules.Count > 0 && await FindAsync(http, service) is { } rule)
            {
                await rule.Act.DoAsync(new FaultedCall(http, service, answer, clock, what => log?.Add(http, service, what)));
            }
            else
            {
                await answer(null);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: there is no one to answer.
        }
        catch (AwsException e)
        {
            await answer(e);
        }
    }

    /// <summary>The first rule that strikes; each one that matches counts the request.</summary>
    private async Task<FaultRule?> FindAsync(HttpContext http, AwsService service)
    {
        var action = await RequestName.OfAsync(http, service);
        var path = http.Request.Path.ToString();
        FaultRule? first = null;
        foreach (var rule in rules)
        {
            if (rule.Strikes(service, action, path))
            {
                first ??= rule;
            }
        }

        return first;
    }
}
