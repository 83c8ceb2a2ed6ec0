using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Coffer.Cli.Tests.Processes;
using Coffer.Configuration.Provider;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>A value that is looked for in everything that is told of it.</summary>
public sealed class CanaryTests
{
    private const string Canary = "canary-8c1f40e7";

    private readonly ConcurrentQueue<string> told = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [NativeFact]
    public async Task A_value_is_found_nowhere()
    {
        await using var repository = await SealedRepository.WithFaultsAsync(
            "kms Decrypt 41- status 400 AccessDeniedException");
        await World.PutAsync(repository, SealedRepository.NameOf(1), Canary);
        using var activities = Activities();
        using var meters = Meters();
        using var logs = new LogCapture();
        CofferOptions? used = null;

        var root = World.Build(repository, options => (used, options.LoggerFactory) = (options, logs));
        using var owned = root as IDisposable;
        Assert.Equal(Canary, root[SealedRepository.NameOf(1)]);
        using var client = World.Client(repository, options => options.LoggerFactory = logs);
        using var all = await client.OpenAllAsync(Stop);
        root.Reload();
        await World.PutAsync(repository, SealedRepository.NameOf(2), Canary);
        root.Reload();
        using var value = all[SealedRepository.NameOf(1)];
        var health = await World.HealthAsync(root, logs: logs);
        Assert.Equal(HealthStatus.Degraded, health.Status);

        // Values that cannot be configuration, and a load that is refused.
        var denied = await Assert.ThrowsAsync<CofferException>(() => client.OpenAllAsync(Stop));
        var view = root.GetMaskedDebugView();
        Assert.Contains(SealedRepository.NameOf(1), view, StringComparison.Ordinal);
        Assert.Contains("***", view, StringComparison.Ordinal);
        Tell(
            view,
            denied,
            value,
            all,
            client,
            used!,
            health.Description,
            JsonSerializer.Serialize(used),
            CofferProviders.In(root)[0],
            CofferProviders.In(root)[0].Status);
        Tell([.. health.Data.Select(pair => $"{pair.Key}={pair.Value}")]);
        Tell([.. logs.Lines]);
        meters.RecordObservableInstruments();

        Assert.InRange(logs.Lines.Count, 3, 1000);
        Assert.Contains(told, line => line.StartsWith("activity coffer.load ", StringComparison.Ordinal));
        Assert.Equal(
            7,
            told.Where(line => line.StartsWith("metric ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]).Distinct().Count());
        AssertNowhere();
    }

    [NativeFact]
    public async Task A_value_that_is_refused_is_not_shown()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        using var logs = new LogCapture();
        foreach (var bad in new byte[][] { [.. Encoding.UTF8.GetBytes(Canary), 0], [.. Encoding.UTF8.GetBytes(Canary), 0xff] })
        {
            await World.PutAsync(repository, SealedRepository.NameOf(1), bad);
            Tell(Assert.Throws<CofferException>(() => World.Build(repository, options => options.LoggerFactory = logs)));
        }

        Tell([.. logs.Lines]);
        AssertNowhere();
    }

    /// <summary>The SDK's exception for an answer that it cannot read has room for the answer, and is the inner one of ours.</summary>
    [NativeTheory]
    [InlineData("{0}")]
    [InlineData("\"{0}\"")]
    [InlineData("{{\"KeyId\":\"a\",\"Plaintext\":\"{0}\"")]
    [InlineData("{{\"Plaintext\":\"{0}\",\"KeyId\":[}}")]
    [InlineData("{{\"Plaintext\":\"{0}!\"}}")]
    public async Task An_answer_that_cannot_be_read_is_not_shown(string answer)
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        using var logs = new LogCapture();
        var body = string.Format(null, answer, Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary)));
        using AmazonKeyManagementServiceClient kms = new(
            new BasicAWSCredentials("test", "test"),
            new AmazonKeyManagementServiceConfig
            {
                ServiceURL = "http://127.0.0.1:1",
                MaxErrorRetry = 0,
                LogResponse = true,
                HttpClientFactory = new Answering(body),
            });
        var failure = Assert.ThrowsAny<Exception>(
            () => World.Build(repository, options => (options.KmsClient, options.LoggerFactory) = (kms, logs)));
        Tell(failure);
        Tell([.. logs.Lines]);
        AssertNowhere();
        Assert.IsType<CofferException>(failure);
    }

    [NativeFact]
    public void A_value_is_not_serialized()
    {
        using var value = SecretValue.CopyOf(Encoding.UTF8.GetBytes(Canary));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(value));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(new { value }));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(new SecretCollection([new("a", value)])));
        Assert.Equal("***", $"{value}");
    }

    private void Tell(params object?[] things)
    {
        foreach (var thing in things)
        {
            told.Enqueue($"{thing}");
        }
    }

    private void AssertNowhere()
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary))[..^4];
        Assert.NotEmpty(told);
        Assert.All(told, line =>
        {
            Assert.DoesNotContain(Canary, line, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(encoded, line, StringComparison.Ordinal);
        });
    }

    private ActivityListener Activities()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == CofferTelemetry.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Tell(
                $"activity {activity.OperationName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} "
                    + $"{string.Join(' ', activity.Events.SelectMany(item => item.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private MeterListener Meters()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == CofferTelemetry.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, _, tags, _) => Tell($"metric {instrument.Name} {string.Join(' ', tags.ToArray())}"));
        listener.SetMeasurementEventCallback<double>(
            (instrument, _, tags, _) => Tell($"metric {instrument.Name} {string.Join(' ', tags.ToArray())}"));
        listener.Start();
        return listener;
    }

    /// <summary>Answers every request with one body.</summary>
    private sealed class Answering(string body) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(body));

        private sealed class Handler(string body) : HttpMessageHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
                Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.OK)
                {
                    Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.1"),
                    RequestMessage = request,
                });
        }
    }
}
