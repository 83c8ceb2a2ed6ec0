using System.Reflection;
using Coffer.Cli.Tests.Processes;
using Coffer.Configuration.Loading;
using Coffer.Configuration.Provider;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>What AddCoffer reads of the configuration so far, and what goes before what.</summary>
public sealed class SectionTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    private const int Precedences = 9;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>In code, in the section, in the variable; the one that is in the message.</summary>
    public static TheoryData<string?, string?, string?, string> Services => new()
    {
        { "code", "section", "variable", "code" },
        { "code", null, "variable", "code" },
        { "code", "section", null, "code" },
        { null, "section", "variable", "section" },
        { null, "section", null, "section" },
        { null, null, "variable", "variable" },
    };

    /// <summary>Option, AWS section, AWS_REGION, AWS_DEFAULT_REGION; the region.</summary>
    public static TheoryData<string?, string?, string?, string> Regions => new()
    {
        { "eu-west-1", "eu-west-2", "eu-west-3", "eu-west-1" },
        { null, "eu-west-2", "eu-west-3", "eu-west-2" },
        { null, null, "eu-west-3", "eu-west-3" },
    };

    [Fact]
    public void All_cases_are_run() => Assert.Equal(Precedences, Services.Count + Regions.Count);

    [Theory]
    [MemberData(nameof(Services))]
    public void The_nearest_setting_counts(string? code, string? section, string? variable, string counts)
    {
        var options = Read(("Coffer:Service", section));
        options.Service = code ?? options.Service;
        options.Bucket = "bucket";
        using var access = new SecretAccess(options, name => name == "COFFER_SERVICE" ? variable : null);
        Assert.Equal(counts, access.Service);
    }

    [Theory]
    [MemberData(nameof(Regions))]
    public void The_nearest_region_counts(string? code, string? section, string? variable, string counts)
    {
        var options = Read(("AWS:Region", section));
        var variables = AccessSettings.Variables(options, name => name == "AWS_REGION" ? variable : null);
        Assert.Equal(counts, code ?? variables("AWS_REGION"));
    }

    [Fact]
    public void A_profile_goes_before_the_variables_of_keys()
    {
        var options = Read(("AWS:Profile", "shop"));
        var variables = AccessSettings.Variables(options, name => $"the value of {name}");
        Assert.Equal("shop", variables("AWS_PROFILE"));
        Assert.Null(variables("AWS_ACCESS_KEY_ID"));
        Assert.Null(variables("AWS_WEB_IDENTITY_TOKEN_FILE"));
        options.Profile = "other";
        Assert.Equal("other", AccessSettings.Variables(options, _ => null)("AWS_PROFILE"));
    }

    /// <summary>Every simple option, so that a new one is not forgotten there.</summary>
    [Fact]
    public void Every_simple_option_can_be_set_in_the_section()
    {
        List<PropertyInfo> simple = [.. typeof(CofferOptions).GetProperties().Where(property =>
            property.PropertyType == typeof(string) || property.PropertyType == typeof(bool) || property.PropertyType == typeof(Uri)
            || property.PropertyType == typeof(TimeSpan) || property.PropertyType == typeof(TimeSpan?)
            || property.PropertyType == typeof(IList<string>))];
        Assert.Equal(simple.Select(property => property.Name).Order(), OptionSection.Names.Order());
        Assert.Equal(18, simple.Count);
        foreach (var property in simple)
        {
            (var text, var value) = property.Name == "Enabled" ? ("false", (object)false)
                : property.PropertyType == typeof(bool) ? ("true", true)
                : property.PropertyType == typeof(Uri) ? ("https://kms.example", new Uri("https://kms.example"))
                : property.PropertyType == typeof(string) || property.PropertyType == typeof(IList<string>) ? ("text", "text")
                : ("00:05:00", TimeSpan.FromMinutes(5));
            var read = property.GetValue(Read(($"Coffer:{property.Name}", text)));
            Assert.Equal(value, read is IList<string> keys ? keys.Single() : read);
        }
    }

    [Theory]
    [InlineData("Coffer:Relase", "latest", "the configuration's 'Coffer:Relase' is not a setting of Coffer")]
    [InlineData("Coffer:Timeout", "soon", "the configuration's 'Coffer:Timeout' is not a time")]
    [InlineData("Coffer:Optional", "perhaps", "the configuration's 'Coffer:Optional' is not true or false")]
    [InlineData("Coffer:Endpoint", "kms", "the configuration's 'Coffer:Endpoint' is not a URL")]
    public void What_cannot_be_read_is_named(string key, string value, string said)
    {
        var failure = Assert.Throws<CofferException>(() => Read((key, value)));
        Assert.Equal(ErrorCode.Configuration, failure.Code);
        Assert.StartsWith(said, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_builder_and_a_manager_are_read_alike()
    {
        KeyValuePair<string, string?>[] settings =
        [
            new("Coffer:Bucket", SealedRepository.Bucket), new("Coffer:Environment", "staging"), new("Coffer:Service", "api"),
            new("Coffer:Endpoint", repository.Aws.Endpoint.AbsoluteUri), new("AWS:Region", LocalAwsProcess.DefaultRegion),
        ];
        static void Keys(CofferOptions options) => options.Credentials = new Amazon.Runtime.BasicAWSCredentials("test", "test");
        var built = new ConfigurationBuilder().AddInMemoryCollection(settings).AddCoffer(Keys).Build();
        World.AssertAllThere(built);
        ((IDisposable)built).Dispose();
        using var manager = new ConfigurationManager();
        manager.AddInMemoryCollection(settings);
        manager.AddCoffer(Keys);
        World.AssertAllThere(manager);
    }

    /// <summary>Who may add a secret does not choose the bucket of the next AddCoffer, nor of the client.</summary>
    [Fact]
    public async Task A_secret_is_no_setting_of_Coffer()
    {
        await using var own = await SealedRepository.WithFaultsAsync("");
        await World.PutAsync(own, "Coffer__Bucket", "canary-bucket");
        await World.PutAsync(own, "Coffer__Keys__0", "alias/canary");
        using var manager = new ConfigurationManager();
        manager.AddCoffer(options => World.Point(own, options));
        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(manager).AddCofferClient();
        await using var provider = services.BuildServiceProvider();
        CofferException[] failures =
        [
            Assert.Throws<CofferException>(() => manager.AddCoffer(options => World.Point(own, options))),
            Assert.Throws<CofferException>(provider.GetRequiredService<CofferClient>),
        ];
        Assert.All(failures, failure =>
        {
            Assert.Equal(ErrorCode.Configuration, failure.Code);
            Assert.StartsWith("the configuration's 'Coffer:Bucket' is set by a secret", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Turned_off_nothing_is_asked_and_nothing_else_is_looked_at()
    {
        using var manager = new ConfigurationManager();
        manager["Coffer:Enabled"] = "false";
        manager.AddCoffer(options => (options.Bucket, options.Repository, options.Timeout) = ("", "", TimeSpan.Zero));
        Assert.Equal("Coffer (turned off)", ((IConfigurationRoot)manager).Providers.Last().ToString());
        await manager.ReloadCofferAsync(Stop);
        var health = await World.HealthAsync(manager);
        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.StartsWith("Coffer is turned off", health.Description, StringComparison.Ordinal);
        Assert.Null(CofferProviders.In(manager)[0].Loop);

        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(manager).AddCofferClient();
        await using var provider = services.BuildServiceProvider();
        var failure = await Assert.ThrowsAsync<CofferException>(
            () => provider.GetRequiredService<CofferClient>().OpenAllAsync(Stop));
        Assert.StartsWith("Coffer is turned off", failure.Message, StringComparison.Ordinal);
    }

    private static CofferOptions Read(params (string Key, string? Value)[] settings)
    {
        var options = new CofferOptions();
        OptionSection.Read(
            new ConfigurationBuilder().AddInMemoryCollection(
                settings.Where(setting => setting.Value is not null)
                    .ToDictionary(setting => setting.Key, setting => setting.Value)).Build(),
            options);
        return options;
    }
}
