using Coffer.Configuration.Observing;
using Coffer.Core.Errors;
using Microsoft.Extensions.Logging;

namespace Coffer.Configuration.Provider;

/// <summary>What the log has of an outage: its beginning, that the secrets become too old, and its end; not every turn.</summary>
/// <param name="source">For messages: what is loaded.</param>
/// <param name="clock">What times are measured by.</param>
internal sealed class ReloadReports(string source, TimeProvider clock)
{
    // Early enough to do something, late enough to be no false alarm.
    private const double Near = 0.75;

    private int failures;
    private long first;
    private bool isAgeTold;

    /// <summary>How old secrets may be; null for any age.</summary>
    public TimeSpan? MaxAge { get; set; }

    /// <summary>A reload has failed.</summary>
    /// <param name="log">The log.</param>
    /// <param name="failure">Why.</param>
    /// <param name="age">How old the secrets in use are.</param>
    public void Failed(ILogger log, CofferException failure, TimeSpan age)
    {
        if (++failures == 1)
        {
            first = clock.GetTimestamp();
            LogMessages.ReloadFailed(log, source, ErrorText.Of(failure));
        }
        else
        {
            LogMessages.StillFailing(log, source, failures, ErrorText.Of(failure));
        }

        if (MaxAge is { } limit && age >= limit * Near && !isAgeTold)
        {
            isAgeTold = true;
            LogMessages.AgeIsNear(log, source, (long)age.TotalSeconds, (long)limit.TotalSeconds);
        }
    }

    /// <summary>A reload was good.</summary>
    public void Succeeded(ILogger log)
    {
        if (failures > 0)
        {
            LogMessages.Recovered(log, source, failures, (long)clock.GetElapsedTime(first).TotalSeconds);
        }

        (failures, isAgeTold) = (0, false);
    }
}
