using System.Diagnostics.Metrics;
using Coffer.Configuration.Provider;

namespace Coffer.Configuration.Observing;

/// <summary>
/// What an operator looks at: of each configuration how many secrets it has, how old they are, and whether loading them fails.
/// </summary>
internal static class ProviderGauges
{
    private static readonly Lock Gate = new();

    // Weakly: to be looked at keeps nothing alive.
    private static readonly List<WeakReference<CofferConfigurationProvider>> Providers = [];

    /// <summary>Makes the gauges.</summary>
    public static void Create(Meter meter)
    {
        meter.CreateObservableGauge(
            CofferTelemetry.Secrets, () => Each(provider => (long)provider.Status.Secrets), "{secret}", "How many secrets are in use.");
        meter.CreateObservableGauge(
            CofferTelemetry.Age,
            () => Each(provider => provider.Age.TotalSeconds),
            "s",
            "How long ago the secrets in use were loaded, or found to be the same.");
        meter.CreateObservableGauge(
            CofferTelemetry.Failing,
            () => Each(provider => provider.Status.Error is null ? 0L : 1L),
            "{failure}",
            "1 while the last load has failed, 0 while it was good.");
    }

    /// <summary>Looks at a provider until it is disposed of, or nobody has it any more.</summary>
    public static void Add(CofferConfigurationProvider provider)
    {
        lock (Gate)
        {
            Providers.Add(new WeakReference<CofferConfigurationProvider>(provider));
        }
    }

    private static List<Measurement<T>> Each<T>(Func<CofferConfigurationProvider, T> value)
        where T : struct
    {
        var measurements = new List<Measurement<T>>();
        lock (Gate)
        {
            Providers.RemoveAll(weak => !weak.TryGetTarget(out var provider) || provider.IsDisposed);
            foreach (var weak in Providers)
            {
                // Before its first load there is nothing to tell; without a configuration never.
                if (weak.TryGetTarget(out var provider) && provider.Status is { LastGood: not null, Absence: null })
                {
                    measurements.Add(new Measurement<T>(value(provider), Telemetry.Tags(provider.Access)));
                }
            }
        }

        return measurements;
    }
}
