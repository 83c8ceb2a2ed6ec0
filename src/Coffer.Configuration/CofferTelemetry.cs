using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Coffer;

/// <summary>
/// The names of what Coffer tells of its work: for <c>AddSource</c> and <c>AddMeter</c> of OpenTelemetry. No value of a secret is in any of
/// it.
/// </summary>
public static class CofferTelemetry
{
    /// <summary>
    /// The name of the <see cref="ActivitySource"/>: <c>coffer.load</c>, and in it <c>coffer.list</c>, and for each secret
    /// <c>coffer.get</c> and <c>coffer.decrypt</c>.
    /// </summary>
    public const string ActivitySourceName = "Coffer";

    /// <summary>The name of the <see cref="Meter"/>.</summary>
    public const string MeterName = "Coffer";

    /// <summary>
    /// A histogram, in seconds: each load, by environment, service, bucket, kind (<c>first</c>, <c>reload</c>, <c>open</c>) and
    /// <c>error.type</c>.
    /// </summary>
    public const string LoadDuration = "coffer.load.duration";

    /// <summary>A counter of loads, with the tags of <see cref="LoadDuration"/>.</summary>
    public const string Loads = "coffer.loads";

    /// <summary>A counter of loads that failed; <c>error.type</c> is the <see cref="ErrorCode"/>.</summary>
    public const string LoadFailures = "coffer.load.failures";

    /// <summary>A gauge: how many secrets a configuration has.</summary>
    public const string Secrets = "coffer.secrets";

    /// <summary>A gauge, in seconds: since when a configuration's secrets are known to be the newest.</summary>
    public const string Age = "coffer.secrets.age";

    /// <summary>A gauge: 1 while a configuration's last load has failed, 0 while it was good.</summary>
    public const string Failing = "coffer.failing";

    /// <summary>
    /// A counter of requests to KMS, repeated ones too: by <c>coffer.outcome</c> (<c>ok</c>, <c>throttled</c>, <c>transient</c>,
    /// <c>expired</c>, <c>final</c>).
    /// </summary>
    public const string KmsCalls = "coffer.kms.calls";
}
