using System.Diagnostics;
using System.Globalization;
using System.Text;
using Coffer.Cli.Tests.Processes;
using Coffer.Configuration.Observing;
using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>What an operator sees, by OpenTelemetry's own packages: a start, a reload, an outage and the recovery.</summary>
[Collection(nameof(Alone))]
public sealed class TelemetryTests
{
    private const string Service = "api";

    private readonly List<Activity> spans = [];
    private readonly StringBuilder told = new();
    private int lines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>COFFER_UPDATE=1 writes the page's text, whose times differ each time.</summary>
    [Fact]
    public async Task A_start_a_reload_an_outage_and_the_recovery()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("s3 ListObjectsV2 3 status 403 AccessDenied");
        foreach (var name in SealedRepository.Names.Skip(2))
        {
            await World.DeleteAsync(repository, name);
        }

        var metrics = new List<Metric>();
        using var meters = Sdk.CreateMeterProviderBuilder()
            .AddMeter(CofferTelemetry.MeterName).AddInMemoryExporter(metrics).Build();
        using var tracers = Sdk.CreateTracerProviderBuilder()
            .AddSource(CofferTelemetry.ActivitySourceName).AddInMemoryExporter(spans).Build();
        using var logs = new LogCapture();
        var root = World.Build(repository, options => options.LoggerFactory = logs);
        using var owned = root as IDisposable;
        Say("a start", meters, metrics, logs);
        Assert.Equal(
            ["coffer.decrypt", "coffer.decrypt", "coffer.get", "coffer.get", "coffer.list", "coffer.load"],
            spans.Select(span => span.OperationName).Order());
        Assert.All(spans, span => Assert.True(
            span.OperationName == "coffer.load" || (span.GetTagItem("coffer.attempts") as int? == 1
                && span.GetTagItem("server.address") as string == "127.0.0.1"
                && span.GetTagItem("cloud.region") as string == LocalAwsProcess.DefaultRegion
                && span.Parent?.OperationName == "coffer.load")));
        Assert.Equal(2, GaugeOf(metrics, CofferTelemetry.Secrets));
        Assert.Equal(0, GaugeOf(metrics, CofferTelemetry.Failing));
        Assert.InRange(GaugeOf(metrics, CofferTelemetry.Age), 0, 60);

        spans.Clear();
        await World.PutAsync(repository, SealedRepository.NameOf(1), "new");
        await root.ReloadCofferAsync(Stop);
        Say("a reload, one secret of two has changed", meters, metrics, logs);
        Assert.Equal(
            ["coffer.decrypt", "coffer.get", "coffer.list", "coffer.load"], spans.Select(span => span.OperationName).Order());

        spans.Clear();
        root.Reload();
        Say("an outage", meters, metrics, logs);
        Assert.All(spans, span => Assert.Equal("Denied", span.GetTagItem("error.type")));
        Assert.Equal(1, GaugeOf(metrics, CofferTelemetry.Failing));
        Assert.Equal(2, GaugeOf(metrics, CofferTelemetry.Secrets));

        spans.Clear();
        root.Reload();
        Say("the recovery", meters, metrics, logs);
        Assert.Equal(0, GaugeOf(metrics, CofferTelemetry.Failing));
        Assert.Equal(["coffer.list", "coffer.load"], spans.Select(span => span.OperationName).Order());
        Assert.Single(logs.Lines, line => line.StartsWith("Information 7 ", StringComparison.Ordinal));

        // Buckets for seconds: each load is not in the first one of OpenTelemetry's own, which is for milliseconds.
        var duration = metrics.Last(metric => metric.Name == CofferTelemetry.LoadDuration);
        foreach (ref readonly var point in duration.GetMetricPoints())
        {
            var bounds = new List<double>();
            foreach (var bucket in point.GetHistogramBuckets())
            {
                bounds.Add(bucket.ExplicitBound);
            }

            Assert.Equal([0.005, 0.01, 0.025], bounds.Take(3));
        }

        if (Environment.GetEnvironmentVariable("COFFER_UPDATE") == "1")
        {
            TestContext.Current.TestOutputHelper!.WriteLine(told.ToString());
        }
    }

    [Fact]
    public async Task A_service_that_is_loaded_once_has_values_too_and_one_that_is_gone_has_none()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        var metrics = new List<Metric>();
        using var meters = Sdk.CreateMeterProviderBuilder()
            .AddMeter(CofferTelemetry.MeterName).AddInMemoryExporter(metrics).Build();
        using (World.Build(repository) as IDisposable)
        {
            meters.ForceFlush();
            Assert.Equal(SealedRepository.Secrets, GaugeOf(metrics, CofferTelemetry.Secrets));
        }

        metrics.Clear();
        meters.ForceFlush();
        Assert.DoesNotContain(metrics, metric => metric.Name == CofferTelemetry.Secrets);
    }

    [Fact]
    public async Task Requests_to_KMS_are_counted_by_how_they_end()
    {
        await using var repository = await SealedRepository.WithFaultsAsync(
            "kms Decrypt 1 throttle\nkms Decrypt 2 status 500 KMSInternalException");
        var metrics = new List<Metric>();
        using var meters = Sdk.CreateMeterProviderBuilder()
            .AddMeter(CofferTelemetry.MeterName).AddInMemoryExporter(metrics).Build();
        using var root = World.Build(repository) as IDisposable;
        meters.ForceFlush();
        var counted = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (ref readonly var point in metrics.Last(metric => metric.Name == CofferTelemetry.KmsCalls).GetMetricPoints())
        {
            foreach (var tag in point.Tags)
            {
                counted.Add($"{tag.Key} {tag.Value}", point.GetSumLong());
            }
        }

        Assert.Equal(
            [
                new("coffer.outcome ok", SealedRepository.Secrets), new("coffer.outcome throttled", 1),
                new KeyValuePair<string, long>("coffer.outcome transient", 1),
            ],
            counted);
    }

    [Theory]
    [InlineData("eu-west-1", null, "staging-secrets.s3.eu-west-1.amazonaws.com", "kms.eu-west-1.amazonaws.com")]
    [InlineData("cn-north-1", null, "staging-secrets.s3.cn-north-1.amazonaws.com.cn", "kms.cn-north-1.amazonaws.com.cn")]
    [InlineData("eu-west-1", "http://127.0.0.1:4566", "127.0.0.1", "127.0.0.1")]
    public void Servers_are_named(string region, string? endpoint, string s3, string kms)
    {
        var servers = new AwsServers(region, endpoint is null ? null : new Uri(endpoint), _ => null, SealedRepository.Bucket);
        Assert.Equal((s3, region), servers.S3);
        Assert.Equal((kms, region), servers.KmsIn(null));
    }

    private static double GaugeOf(List<Metric> metrics, string name)
    {
        Metric metric = metrics.Last(metric => metric.Name == name);
        var value = double.NaN;
        var points = 0;
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var tags = new Dictionary<string, object?>();
            foreach (var tag in point.Tags)
            {
                tags[tag.Key] = tag.Value;
            }

            Assert.Equal("staging", tags["coffer.environment"]);
            Assert.Equal(Service, tags["coffer.service"]);
            Assert.Equal(SealedRepository.Bucket, tags["coffer.bucket"]);
            value = metric.MetricType == MetricType.LongGauge ? point.GetGaugeLastValueLong() : point.GetGaugeLastValueDouble();
            points++;
        }

        Assert.Equal(1, points);
        return value;
    }

    private void Say(string what, MeterProvider meters, List<Metric> metrics, LogCapture logs)
    {
        metrics.Clear();
        meters.ForceFlush();
        told.AppendLine(CultureInfo.InvariantCulture, $"# {what}");
        foreach (var span in spans.OrderBy(span => span.StartTimeUtc))
        {
            var tags = string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"));
            told.AppendLine(CultureInfo.InvariantCulture, $"span   {span.OperationName} {span.Duration.TotalMilliseconds:0} ms {tags}");
        }

        foreach (var name in new[] { CofferTelemetry.Secrets, CofferTelemetry.Age, CofferTelemetry.Failing })
        {
            told.AppendLine(CultureInfo.InvariantCulture, $"metric {name} {GaugeOf(metrics, name):0.#}");
        }

        foreach (var line in logs.Lines.Skip(lines))
        {
            told.AppendLine(CultureInfo.InvariantCulture, $"log    {line.TrimEnd()}");
        }

        lines = logs.Lines.Count;
    }
}
