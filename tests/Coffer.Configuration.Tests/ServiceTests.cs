using Coffer.Cli.Tests.Processes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>The client among an application's services.</summary>
public sealed class ServiceTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_client_is_one_for_the_application_and_logs_where_it_does()
    {
        using var logs = new LogCapture();
        ServiceCollection services = new();
        services.AddSingleton<ILoggerFactory>(logs);
        services.AddCofferClient(options => World.Point(repository, options));
        services.AddCofferClient(_ => throw new InvalidOperationException("the first one counts"));
        await using var provider = services.BuildServiceProvider();

        var client = provider.GetRequiredService<CofferClient>();
        Assert.Same(client, provider.GetRequiredService<CofferClient>());
        using var all = await client.OpenAllAsync(Stop);
        Assert.Equal(SealedRepository.Secrets, all.Count);
        Assert.Contains(logs.Lines, line => line.StartsWith("Debug 1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_client_ends_with_the_application()
    {
        ServiceCollection services = new();
        services.AddCofferClient(options => World.Point(repository, options));
        CofferClient client;
        await using (var provider = services.BuildServiceProvider())
        {
            client = provider.GetRequiredService<CofferClient>();
            using var value = await client.OpenAsync(SealedRepository.NameOf(1), Stop);
            Assert.Equal(SealedRepository.ValueOf(1).Length, value.Length);
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.OpenAsync(SealedRepository.NameOf(1), Stop));
    }

    [Fact]
    public async Task Nothing_is_asked_and_nothing_must_be_set_before_it_is_used()
    {
        ServiceCollection services = new();
        services.AddCofferClient(options => options.Bucket = SealedRepository.Bucket);
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<CofferClient>();
        var failure = await Assert.ThrowsAsync<CofferException>(() => client.OpenAllAsync(Stop));
        Assert.Equal(ErrorCode.Configuration, failure.Code);
        Assert.StartsWith("COFFER_SERVICE is not set", failure.Message, StringComparison.Ordinal);
    }
}
