using Coffer.Configuration.Observing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Coffer among an application's health checks.</summary>
public static class CofferHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds the health check of all secrets that <c>AddCoffer()</c> put into the application's configuration: degraded while
    /// reloads fail, or none is tried any more, and the last good secrets are in use; failed when those are older than
    /// <paramref name="maxAge"/>. Its data are the age of the last good load in seconds, the number of secrets, and the code of
    /// the last failure.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="maxAge">How old the last good load may be while reloads fail, or none is tried any more. Null: any age.</param>
    /// <param name="failureStatus">What too old secrets are. Null: unhealthy.</param>
    /// <param name="tags">Tags to choose checks by.</param>
    /// <returns>The same <paramref name="builder"/>.</returns>
    public static IHealthChecksBuilder AddCoffer(
        this IHealthChecksBuilder builder,
        string name = "coffer",
        TimeSpan? maxAge = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name,
            services => new CofferHealthCheck(services.GetRequiredService<IConfiguration>(), services.GetService<ILoggerFactory>(), maxAge),
            failureStatus,
            tags));
    }
}
