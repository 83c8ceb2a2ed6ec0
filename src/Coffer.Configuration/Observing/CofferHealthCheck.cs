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
        providers.ForEach(provider => provider.Lend(factory, maxAge));
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Judge(context.Registration.FailureStatus));

    private HealthCheckResult Judge(HealthStatus failed)
    {
        if (providers.Count == 0)
        {
            return new HealthCheckResult(
                failed, "the application's configuration has no secrets of Coffer: AddCoffer() was not called on it");
        }

        var present = providers.FindAll(provider => provider.Status.Absence is null);
        if (present.Count == 0)
        {
            return HealthCheckResult.Healthy(providers[0].Status.Absence);
        }

        var failing = present.FindAll(provider => provider.Status.Error is not null);
        var hanging = present.FindAll(provider => provider.CallbackHangsFor is not null);
        var (judged, problem) = failing.Count > 0 ? (failing, $"the last load failed ({failing[0].Status.Error})")
            : present.FindAll(provider => provider.IsOverdue) is { Count: > 0 } overdue ? (overdue, "no load was tried since")
            : hanging.Count > 0 ? (hanging, Hanging(hanging))
            : (present, null);

        // One that is pinned is as old as the process, and well.
        var age = judged.Max(provider => provider.Age);
        var data = new Dictionary<string, object>
        {
            ["secrets"] = present.Sum(provider => provider.Status.Secrets),
            ["ageSeconds"] = Math.Round(age.TotalSeconds, 3),
        };
        if (problem is null)
        {
            return HealthCheckResult.Healthy("the secrets are loaded", data);
        }

        if (failing.Count > 0)
        {
            data["lastError"] = failing[0].Status.Error!;
        }

        return new HealthCheckResult(
            judged != hanging && age > maxAge ? failed : HealthStatus.Degraded,
            FormattableString.Invariant($"{problem}; the secrets in use are {age.TotalSeconds:0} seconds old"),
            data: data);
    }

    private static string Hanging(List<CofferConfigurationProvider> hanging) => FormattableString.Invariant(
        $"a callback of the application on changed secrets has not ended after {hanging.Max(Hangs)!.Value.TotalSeconds:0} seconds");

    private static TimeSpan? Hangs(CofferConfigurationProvider provider) => provider.CallbackHangsFor;
}
