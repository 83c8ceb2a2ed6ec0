using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>Who may add a secret may set any key: one that steers the host is told, and a section or a map keeps it out.</summary>
public sealed class SteeringKeyTests
{
    private static readonly string[] Names = ["urls", "Kestrel__Endpoints__Http__Url", "Logging__LogLevel__Default", "AWS__Profile"];

    [Fact]
    public async Task A_key_that_steers_the_host_is_told_and_its_value_is_not()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        using var logs = new LogCapture();
        foreach (var name in Names)
        {
            await World.PutAsync(repository, name, "http://canary.example");
        }

        // It only begins like one.
        await World.PutAsync(repository, "LoggingTarget", "of the application's own");
        var root = World.Build(repository, options => options.LoggerFactory = logs);
        using var owned = root as IDisposable;
        string line = Assert.Single(logs.Lines, line => line.StartsWith("Warning 5 ", StringComparison.Ordinal));
        Assert.All(Names, name => Assert.Contains(name.Replace("__", ":", StringComparison.Ordinal), line, StringComparison.Ordinal));
        Assert.DoesNotContain(SealedRepository.NameOf(1), line, StringComparison.Ordinal);
        Assert.DoesNotContain("LoggingTarget", line, StringComparison.Ordinal);
        Assert.All(logs.Lines, text => Assert.DoesNotContain("canary", text, StringComparison.Ordinal));
        Assert.Equal("http://canary.example", root["urls"]);
    }

    [Fact]
    public async Task A_section_or_a_map_keeps_it_out()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        await World.PutAsync(repository, "urls", "http://canary.example");
        Action<CofferOptions>[] ways =
            [options => options.KeyPrefix = "Secrets", options => options.MapName = name => name == "urls" ? null : name];
        foreach (var way in ways)
        {
            using var logs = new LogCapture();
            var root = World.Build(repository, options =>
            {
                options.LoggerFactory = logs;
                way(options);
            });
            using var owned = root as IDisposable;
            Assert.Null(root["urls"]);
            Assert.DoesNotContain(logs.Lines, line => line.StartsWith("Warning 5 ", StringComparison.Ordinal));
        }
    }
}
