using System.Diagnostics;
using System.Diagnostics.Metrics;
using Coffer.Aws.Calls;
using Coffer.Configuration.Loading;

namespace Coffer.Configuration.Observing;

/// <summary>Why something is loaded.</summary>
internal enum LoadKind
{
    /// <summary>The configuration's first load.</summary>
    First,

    /// <summary>A later one.</summary>
    Reload,

    /// <summary>By the client.</summary>
    Open,
}

/// <summary>The activities and metrics of <see cref="CofferTelemetry"/>.</summary>
internal static class Telemetry
{
    private static readonly ActivitySource Activities = new(CofferTelemetry.ActivitySourceName);
    private static readonly Meter Meter = new(CofferTelemetry.MeterName);

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>(CofferTelemetry.LoadDuration, "s", "How long loading secrets took.");

    private static readonly Counter<long> Loads = Meter.CreateCounter<long>(
        CofferTelemetry.Loads, "{load}", "How often secrets were loaded.");

    private static readonly Counter<long> Failures =
        Meter.CreateCounter<long>(CofferTelemetry.LoadFailures, "{load}", "How often loading secrets failed.");

    private static readonly Counter<long> KmsCalls =
        Meter.CreateCounter<long>(CofferTelemetry.KmsCalls, "{call}", "Requests to KMS, repeated ones too.");

    /// <summary>Counts a request to KMS.</summary>
    public static void KmsAttempted(FailureKind? failure) =>
        KmsCalls.Add(1, new KeyValuePair<string, object?>("coffer.outcome", failure?.ToString().ToLowerInvariant() ?? "ok"));

    /// <summary>Begins a load.</summary>
    public static Activity? Begin(LoadKind kind, SecretAccess access)
    {
        var activity = Activities.StartActivity("coffer.load", ActivityKind.Client);
        foreach (var (name, value) in Tags(kind, access, null))
        {
            activity?.SetTag(name, value);
        }

        return activity;
    }

    /// <summary>Ends a load.</summary>
    /// <param name="activity">Its activity, where somebody listens.</param>
    /// <param name="kind">Why it was.</param>
    /// <param name="access">What was loaded.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="secrets">How many were loaded.</param>
    /// <param name="error">The code of its failure; null where there was none.</param>
    public static void End(Activity? activity, LoadKind kind, SecretAccess access, TimeSpan took, int secrets, string? error)
    {
        var tags = Tags(kind, access, error);
        Loads.Add(1, tags);
        Duration.Record(took.TotalSeconds, tags);
        if (error is null)
        {
            activity?.SetTag("coffer.secrets", secrets);
            return;
        }

        Failures.Add(1, tags);
        activity?.SetTag("error.type", error);
        activity?.SetStatus(ActivityStatusCode.Error);
    }

    private static TagList Tags(LoadKind kind, SecretAccess access, string? error)
    {
        var tags = new TagList
        {
            { "coffer.environment", access.Environment },
            { "coffer.service", access.Service },
            { "coffer.load.kind", kind.ToString().ToLowerInvariant() },
        };
        if (error is not null)
        {
            tags.Add("error.type", error);
        }

        return tags;
    }
}
