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
            return new HealthCheckResult(failed, "the application's configuration has no secrets of Coffer: AddCoffer() was not called on it");
        }

        if (all.TrueForAll(status => status.IsAbsent))
        {
            return HealthCheckResult.Healthy("no Coffer is configured here");
        }

        var error = all.Select(status => status.Error).FirstOrDefault(error => error is not null);
        var oldest = all.Min(status => status.LastGood ?? DateTimeOffset.MinValue);
        var age = TimeProvider.System.GetUtcNow() - oldest;
        var data = new Dictionary<string, object> { ["secrets"] = all.Sum(status => status.Secrets), ["ageSeconds"] = Math.Round(age.TotalSeconds, 3) };
        if (error is null)
        {
            return HealthCheckResult.Healthy("the secrets are loaded", data);
        }

        data["lastError"] = error;
        return new HealthCheckResult(
            age > maxAge ? failed : HealthStatus.Degraded,
            FormattableString.Invariant($"the last load failed ({error}); the secrets in use are {age.TotalSeconds:0} seconds old"),
            data: data);
    }
}
