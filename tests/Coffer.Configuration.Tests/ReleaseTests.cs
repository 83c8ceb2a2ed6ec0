using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Coffer.Cli.Tests.Processes;
using Coffer.Configuration.Loading;
using Coffer.Configuration.Provider;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>A pinned release: its secrets, whatever the bucket holds since.</summary>
public sealed class ReleaseTests : IAsyncLifetime
{
    private SealedRepository repository = null!;
    private string pin = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Has <c>coffer push</c> write the release, and changes the bucket afterwards.</summary>
    public async ValueTask InitializeAsync()
    {
        repository = await SealedRepository.WithFaultsAsync("");
        using var s3 = repository.Aws.S3();
        foreach (var name in SealedRepository.Names)
        {
            await World.DeleteAsync(repository, name);
        }

        await s3.PutBucketVersioningAsync(new PutBucketVersioningRequest
        {
            BucketName = SealedRepository.Bucket,
            VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
        });
        var pushed = await repository.CofferAsync("push", "staging");
        Assert.Equal(0, pushed.ExitCode);

        using var release = await s3.GetObjectAsync(SealedRepository.Bucket, "api/.coffer/release.json");
        using var content = new MemoryStream();
        await release.ResponseStream.CopyToAsync(content, Stop);
        pin = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content.ToArray()))}@{release.VersionId}";

        await World.PutAsync(repository, SealedRepository.NameOf(1), "new");
        await World.DeleteAsync(repository, SealedRepository.NameOf(2));
        await World.PutAsync(repository, "ADDED", "new");
    }

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [NativeFact]
    public async Task Its_secrets_are_loaded_and_nothing_loads_them_again()
    {
        var root = World.Build(
            repository, options => (options.Release, options.ReloadInterval) = (pin, TimeSpan.FromSeconds(1)));
        using var owned = root as IDisposable;
        AssertPinned(root);
        var asked = await repository.Aws.LogAsync();
        root.Reload();
        AssertPinned(root);

        // Not that the same comes again: nothing is asked, by nobody who reloads and by no loop.
        Assert.Equal(asked, await repository.Aws.LogAsync());
        Assert.Null(CofferProviders.In(root)[0].Loop);
    }

    [NativeFact]
    public async Task The_client_opens_what_is_in_it()
    {
        using var client = World.Client(repository, options => options.Release = pin);
        using (var deleted = await client.OpenAsync(SealedRepository.NameOf(2), Stop))
        {
            Assert.Equal(System.Text.Encoding.UTF8.GetBytes(SealedRepository.ValueOf(2)), deleted.Reveal().ToArray());
        }

        var failure = await Assert.ThrowsAsync<CofferException>(() => client.OpenAsync("ADDED", Stop));
        Assert.Equal(ErrorCode.NotFound, failure.Code);
    }

    [NativeFact]
    public void Another_digest_and_another_environment_are_refused()
    {
        var other = $"sha256:{new string('0', 64)}{pin[pin.IndexOf('@', StringComparison.Ordinal)..]}";
        Assert.Equal(
            ErrorCode.Malformed, Assert.Throws<CofferException>(() => World.Build(repository, options => options.Release = other)).Code);
        var failure = Assert.Throws<CofferException>(
            () => World.Build(repository, options => (options.Release, options.Environment) = (pin, "production")));
        Assert.Equal(ErrorCode.Malformed, failure.Code);
        Assert.Contains("staging", failure.Message, StringComparison.Ordinal);
    }

    [NativeFact]
    public void The_variable_pins_the_service_that_the_variables_name()
    {
        AssertPinned(Loaded(new CofferOptions(), Variables()));

        // Of another service the variable says nothing.
        using var web = new SecretAccess(new CofferOptions { Service = "web" }, Variables().GetValueOrDefault);
        Assert.False(web.IsPinned);
    }

    [NativeTheory]
    [InlineData("COFFER_BUCKET")]
    [InlineData("COFFER_SERVICE")]
    public void The_variable_alone_does_not_become_no_release(string missing)
    {
        var variables = Variables();
        variables.Remove(missing);
        var options = new CofferOptions { Bucket = SealedRepository.Bucket, Service = "api", Optional = true };
        var failure = Assert.Throws<CofferException>(() => new SecretAccess(options, variables.GetValueOrDefault));
        Assert.Equal(ErrorCode.Configuration, failure.Code);
        Assert.StartsWith($"{missing} is not set", failure.Message, StringComparison.Ordinal);
    }

    private Dictionary<string, string?> Variables() =>
        new(repository.Aws.ClientEnvironment.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
    {
        ["COFFER_BUCKET"] = SealedRepository.Bucket,
        ["COFFER_ENVIRONMENT"] = "staging",
        ["COFFER_SERVICE"] = "api",
        ["COFFER_RELEASE"] = pin,
    };

    private static ConfigurationRoot Loaded(CofferOptions options, Dictionary<string, string?> variables) =>
        new([new CofferConfigurationProvider(options, new SecretAccess(options, variables.GetValueOrDefault))]);

    private static void AssertPinned(IConfiguration configuration)
    {
        World.AssertAllThere(configuration);
        Assert.Equal(SealedRepository.Secrets, configuration.GetChildren().Count());
    }
}
