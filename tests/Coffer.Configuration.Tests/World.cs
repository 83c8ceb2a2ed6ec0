using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.S3.Model;
using Coffer.Cli.Tests.Processes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Coffer.Configuration.Tests;

/// <summary>Ways to the secrets of a <see cref="SealedRepository"/>.</summary>
internal static class World
{
    public static void Point(SealedRepository repository, CofferOptions options)
    {
        options.Bucket = SealedRepository.Bucket;
        options.Environment = "staging";
        options.Service = "api";
        options.Region = LocalAwsProcess.DefaultRegion;
        options.Endpoint = repository.Aws.Endpoint;
        options.Credentials = new BasicAWSCredentials("test", "test");
        options.Timeout = TimeSpan.FromMinutes(2);
    }

    public static IConfigurationRoot Build(SealedRepository repository, Action<CofferOptions>? more = null) =>
        new ConfigurationBuilder().AddCoffer(options =>
        {
            Point(repository, options);
            more?.Invoke(options);
        }).Build();

    public static CofferClient Client(SealedRepository repository, Action<CofferOptions>? more = null)
    {
        var options = new CofferOptions();
        Point(repository, options);
        more?.Invoke(options);
        return new CofferClient(options);
    }

    /// <summary>Seals a value of any bytes into the bucket.</summary>
    public static async Task PutAsync(SealedRepository repository, string name, byte[] value)
    {
        using var ciphertext = new MemoryStream(await repository.SealAsync("api", name, value));
        using var s3 = repository.Aws.S3();
        await s3.PutObjectAsync(
            new PutObjectRequest { BucketName = SealedRepository.Bucket, Key = "api/" + name, InputStream = ciphertext });
    }

    public static Task PutAsync(SealedRepository repository, string name, string value) =>
        PutAsync(repository, name, System.Text.Encoding.UTF8.GetBytes(value));

    public static async Task DeleteAsync(SealedRepository repository, string name)
    {
        using var s3 = repository.Aws.S3();
        await s3.DeleteObjectAsync(SealedRepository.Bucket, "api/" + name);
    }

    /// <summary>Asks the health check as an application does.</summary>
    public static async Task<HealthReportEntry> HealthAsync(
        IConfiguration configuration, TimeSpan? maxAge = null, ILoggerFactory? logs = null)
    {
        ServiceCollection services = new();
        services.AddLogging().AddSingleton(configuration).AddHealthChecks().AddCoffer(maxAge: maxAge);
        if (logs is not null)
        {
            services.AddSingleton(logs);
        }

        await using var provider = services.BuildServiceProvider();
        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        return report.Entries["coffer"];
    }

    public static void AssertAllThere(IConfiguration configuration)
    {
        for (var number = 1; number <= SealedRepository.Secrets; number++)
        {
            Xunit.Assert.Equal(SealedRepository.ValueOf(number), configuration[SealedRepository.NameOf(number)]);
        }
    }
}

/// <summary>Keeps every line that is logged, at every level, with its exception.</summary>
internal sealed class LogCapture : ILoggerFactory, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Lines.Enqueue($"{state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
