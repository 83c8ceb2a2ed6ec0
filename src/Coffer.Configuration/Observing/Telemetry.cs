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
    private const string Attempts = "coffer.attempts";

    private static readonly ActivitySource Activities = new(CofferTelemetry.ActivitySourceName);
    private static readonly Meter Meter = new(CofferTelemetry.MeterName);

    // From a reload that finds nothing new to one that uses the whole time. OpenTelemetry's own buckets are for milliseconds.
    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        CofferTelemetry.LoadDuration,
        "s",
        "How long loading secrets took.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
        });

    private static readonly Counter<long> Loads = Meter.CreateCounter<long>(
        CofferTelemetry.Loads, "{load}", "How often secrets were loaded.");

    private static readonly Counter<long> Failures =
        Meter.CreateCounter<long>(CofferTelemetry.LoadFailures, "{load}", "How often loading secrets failed.");

    private static readonly Counter<long> KmsCalls =
        Meter.CreateCounter<long>(CofferTelemetry.KmsCalls, "{call}", "Requests to KMS, repeated ones too.");

    static Telemetry() => ProviderGauges.Create(Meter);

    /// <summary>Whether anybody wants activities.</summary>
    public static bool IsListenedTo => Activities.HasListeners();

    /// <summary>Counts a request to KMS.</summary>
    public static void KmsAttempted(FailureKind? failure)
    {
        KmsCalls.Add(1, new KeyValuePair<string, object?>("coffer.outcome", failure?.ToString().ToLowerInvariant() ?? "ok"));
        CountInStep();
    }

    /// <summary>Counts a request to S3.</summary>
    public static void S3Attempted(FailureKind? failure) => CountInStep();

    /// <summary>Begins a load.</summary>
    public static Activity? Begin(LoadKind kind, SecretAccess access)
    {
        var activity = Activities.StartActivity("coffer.load", ActivityKind.Internal);
        foreach (var (name, value) in Tags(kind, access, null))
        {
            activity?.SetTag(name, value);
        }

        return activity;
    }

    /// <summary>Begins a step of a load: one or more requests for one answer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="at">Which server is asked, and its region; null where that is not known.</param>
    /// <param name="secret">The secret's address; null where it is about all of them.</param>
    public static Activity? BeginStep(string name, (string? Server, string? Region) at, string? secret)
    {
        var activity = Activities.StartActivity(name, ActivityKind.Client);
        activity?.SetTag("server.address", at.Server);
        activity?.SetTag("cloud.region", at.Region);
        activity?.SetTag("coffer.secret", secret);
        activity?.SetTag(Attempts, 0);
        return activity;
    }

    /// <summary>Marks an activity as failed.</summary>
    public static void Fail(Activity? activity, string error)
    {
        activity?.SetTag("error.type", error);
        activity?.SetStatus(ActivityStatusCode.Error);
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
        Fail(activity, error);
    }

    /// <summary>What tells one service's secrets from another's.</summary>
    public static TagList Tags(SecretAccess access) => new()
    {
        { "coffer.environment", access.Environment },
        { "coffer.service", access.Service },
        { "coffer.bucket", access.Bucket },
    };

    private static TagList Tags(LoadKind kind, SecretAccess access, string? error)
    {
        var tags = Tags(access);
        tags.Add("coffer.load.kind", kind.ToString().ToLowerInvariant());
        if (error is not null)
        {
            tags.Add("error.type", error);
        }

        return tags;
    }

    // Requests are counted where they are made, within the step that they are of.
    private static void CountInStep()
    {
        if (Activity.Current is { } step && step.Source == Activities && step.GetTagItem(Attempts) is int attempts)
        {
            step.SetTag(Attempts, attempts + 1);
        }
    }
}
