using Coffer.Cli.Tests.Processes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>What is loaded, from where, under which keys.</summary>
public sealed class LoadingTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    [Fact]
    public async Task All_secrets_of_the_service_are_there_and_the_health_check_says_so()
    {
        var root = World.Build(repository);
        using var owned = root as IDisposable;
        World.AssertAllThere(root);
        Assert.Equal("Coffer (s3://staging-secrets/api)", root.Providers.Single().ToString());
        var health = await World.HealthAsync(root);
        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Equal(SealedRepository.Secrets, health.Data["secrets"]);
    }

    [Fact]
    public void A_folder_of_the_repository_serves_in_development()
    {
        var root = World.Build(repository, options => (options.Bucket, options.Repository) = (null, repository.Folder));
        using var owned = root as IDisposable;
        World.AssertAllThere(root);
    }

    [Fact]
    public void Nothing_configured_is_an_error_and_with_Optional_nothing()
    {
        var failure = Assert.Throws<CofferException>(() => new ConfigurationBuilder().AddCoffer().Build());
        Assert.Equal(ErrorCode.Configuration, failure.Code);
        Assert.Empty(new ConfigurationBuilder().AddCoffer(options => options.Optional = true).Build().AsEnumerable());
        Assert.Throws<CofferException>(
            () => new ConfigurationBuilder().AddCoffer(options => (options.Optional, options.Service) = (true, "api")).Build());
    }

    [Fact]
    public void Keys_have_a_prefix_or_a_rule_of_the_callers_own()
    {
        var root = World.Build(repository, options =>
        {
            options.KeyPrefix = "Secrets";
            options.MapName = name => name.EndsWith('1') ? $"Of:{name}" : null;
        });
        using var owned = root as IDisposable;
        Assert.Equal(SealedRepository.ValueOf(1), root["secrets:of:secret_01"]);
        Assert.Equal(2, root.GetSection("Secrets:Of").GetChildren().Count());
    }

    [Fact]
    public async Task The_client_opens_one_or_all_byte_for_byte()
    {
        using var client = World.Client(repository);
        using var one = await client.OpenAsync("SECRET_03", TestContext.Current.CancellationToken);
        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(SealedRepository.ValueOf(3)), one.Reveal().ToArray());
        var all = await client.OpenAllAsync(TestContext.Current.CancellationToken);
        Assert.Equal(SealedRepository.Names, all.Keys);
        all.Dispose();
        Assert.Throws<ObjectDisposedException>(() => all["SECRET_01"].Reveal());
        var failure = await Assert.ThrowsAsync<CofferException>(
            () => client.OpenAsync("none", TestContext.Current.CancellationToken));
        Assert.Equal(ErrorCode.NotFound, failure.Code);
    }

    [Fact]
    public async Task Clients_of_the_callers_own_are_used_and_stay_open()
    {
        using var kms = repository.Aws.Kms();
        using var s3 = repository.Aws.S3();
        var client = World.Client(repository, options =>
        {
            (options.Credentials, options.Endpoint, options.Region) = (null, null, null);
            (options.KmsClient, options.S3Client) = (kms, s3);
        });
        using (client)
        {
            using var all = await client.OpenAllAsync(TestContext.Current.CancellationToken);
            Assert.Equal(SealedRepository.Secrets, all.Count);
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.OpenAllAsync(TestContext.Current.CancellationToken));
        Assert.NotEmpty((await kms.ListAliasesAsync(
            new Amazon.KeyManagementService.Model.ListAliasesRequest(), TestContext.Current.CancellationToken)).Aliases);
    }

    [Theory]
    [InlineData("ConnectionStrings__Main", "ConnectionStrings:Main")]
    [InlineData("tls/server.key", "tls:server.key")]
    [InlineData("db-password", "db-password")]
    [InlineData("a___b", "a:_b")]
    public void A_name_becomes_a_key(string name, string key) => Assert.Equal(key, Provider.ConfigurationKeys.Of(name));
}
