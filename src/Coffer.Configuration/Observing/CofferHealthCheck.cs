using Coffer.Configuration.Provider;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Coffer.Configuration.Observing;

/// <summary>How old the configuration's secrets are, and whether they can still be loaded. Asks nothing of AWS itself.</summary>
internal sealed class CofferHealthCheck : IHealthCheck
{
    private readonly List<CofferConfigurationProvider> providers;
    private readonly TimeSpan? maxAge;

    /// <summary>Finds the providers.</summary>
    /// <param name="configuration">The application's configuration.</param>
    /// <param name="factory">The application's log, for providers that were given none.</param>
    /// <param name="maxAge">How old secrets may be while reloads fail.</param>
    public CofferHealthCheck(IConfiguration configuration, ILoggerFactory? factory, TimeSpan? maxAge)
    {
        this.maxAge = maxAge;
        providers = CofferProviders.In(configuration);
        providers.ForEach(provider => provider.Lend(factory));
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Judge(context.Registration.FailureStatus));

    private HealthCheckResult Judge(HealthStatus failed)
    {
        var all = providers.ConvertAll(provider => provider.Status);
        if (all.Count == 0)
        {
            return new HealthCheckResult(
                failed, "the application's configuration has no secrets of Coffer: AddCoffer() was not called on it");
        }

        var present = all.FindAll(status => !status.IsAbsent);
        if (present.Count == 0)
        {
            return HealthCheckResult.Healthy("no Coffer is configured here");
        }

        // One that is pinned is as old as the process, and well.
        var failing = present.FindAll(status => status.Error is not null);
        var judged = failing.Count > 0
            ? failing
            : present.FindAll(status => status.IsOverdue) is { Count: > 0 } overdue
            ? overdue
            : present;
        var age = TimeProvider.System.GetUtcNow() - judged.Min(status => status.LastGood ?? DateTimeOffset.MinValue);
        var data = new Dictionary<string, object>
        {
            ["secrets"] = all.Sum(status => status.Secrets),
            ["ageSeconds"] = Math.Round(age.TotalSeconds, 3),
        };
        if (ReferenceEquals(judged, present))
        {
            return HealthCheckResult.Healthy("the secrets are loaded", data);
        }

        var problem = "no load was tried since: a callback on changed secrets may not have come to its end";
        if (failing.Count > 0)
        {
            data["lastError"] = failing[0].Error!;
            problem = $"the last load failed ({failing[0].Error})";
        }

        return new HealthCheckResult(
            age > maxAge ? failed : HealthStatus.Degraded,
            FormattableString.Invariant($"{problem}; the secrets in use are {age.TotalSeconds:0} seconds old"),
            data: data);
    }
}
