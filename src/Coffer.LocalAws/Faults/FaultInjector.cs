using Coffer.LocalAws.Hosting;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services;

namespace Coffer.LocalAws.Faults;

/// <summary>Stands before the services: waits, refuses, or lets a request fail as a rule says.</summary>
internal sealed class FaultInjector(
    Latency latency, Throttle? throttle, IReadOnlyList<FaultRule> rules, RequestLog? log, TimeProvider clock)
{
    /// <summary>Answers, or does not.</summary>
    /// <param name="request">The request.</param>
    /// <param name="answer">Has the service answer; with an error, that one in the service's shape.</param>
    public async Task HandleAsync(AwsRequest request, Func<AwsException?, Task> answer)
    {
        if (latency.Of(request.Service.Name) is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, request.Http.RequestAborted);
        }

        if (throttle?.Refuses(request) == true)
        {
            await answer(request.Service.TooManyRequests);
        }
        else if (Find(request) is { } rule)
        {
            await rule.Fault.DoAsync(new FaultedRequest(request, answer, clock, what => log?.Add(request, what)));
        }
        else
        {
            await answer(null);
        }
    }

    /// <summary>The first rule that strikes; each one that matches counts the request.</summary>
    private FaultRule? Find(AwsRequest request)
    {
        FaultRule? first = null;
        foreach (var rule in rules)
        {
            if (rule.Strikes(request.Service.Name, request.Action, request.Http.Request.Path))
            {
                first ??= rule;
            }
        }

        return first;
    }
}
