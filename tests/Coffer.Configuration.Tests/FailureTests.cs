using Coffer.Cli.Tests.Processes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>One contract for all that goes wrong: at first an exception with names, later the secrets from before.</summary>
public sealed class FailureTests
{
    private const int AwsCases = 8;
    private const int ListingCases = 5;
    private const int ContentCases = 6;

    /// <summary>What AWS does, the code, the AWS action that is named.</summary>
    public static TheoryData<string, ErrorCode, string> AwsFailures => new()
    {
        { "kms Decrypt {0} status 400 AccessDeniedException", ErrorCode.Denied, "kms:Decrypt" },
        { "s3 GetObject {0} status 403 AccessDenied", ErrorCode.Denied, "s3:GetObject" },
        { "kms Decrypt {0} throttle", ErrorCode.Temporary, "kms:Decrypt" },
        { "kms Decrypt {0} reset", ErrorCode.Unreachable, "kms:Decrypt" },
        { "s3 GetObject {0} reset 20", ErrorCode.Unreachable, "s3:GetObject" },
        { "kms Decrypt {0} stall", ErrorCode.Unreachable, "kms:Decrypt" },
        { "kms Decrypt {0} drip 1 1000", ErrorCode.Unreachable, "kms:Decrypt" },
        { "s3 GetObject {0} status 404 NoSuchKey", ErrorCode.NotFound, "cannot be read" },
    };

    /// <summary>What happens to the listing, and the code.</summary>
    public static TheoryData<string, ErrorCode> ListingFailures => new()
    {
        { "s3 ListObjectsV2 {0} status 403 AccessDenied", ErrorCode.Denied },
        { "s3 ListObjectsV2 {0} status 503 SlowDown", ErrorCode.Temporary },
        { "s3 ListObjectsV2 {0} reset 100", ErrorCode.Unreachable },
        { "s3 ListObjectsV2 {0} stall", ErrorCode.Unreachable },
        { "s3 ListObjectsV2 {0} status 404 NoSuchBucket", ErrorCode.NotFound },
    };

    /// <summary>Names and values in hex that are added, the code, what is said.</summary>
    public static TheoryData<string, string, ErrorCode, string> BadContents => new()
    {
        { "LATIN", "c3a9e9", ErrorCode.Malformed, "'staging/api/LATIN' cannot be a configuration value: it is not valid UTF-8" },
        { "NULL", "6100", ErrorCode.Malformed, "'staging/api/NULL' cannot be a configuration value: it holds a NUL byte" },
        { "secret_01", "61", ErrorCode.Malformed, "'staging/api/SECRET_01' and 'staging/api/secret_01' differ only by case" },
        { "a/b a__b", "61", ErrorCode.Configuration, "'staging/api/a/b' and 'staging/api/a__b' would both be the key 'a:b'" },
        { "a/B A__b", "61", ErrorCode.Configuration, "would both be the key" },
        { "__a", "61", ErrorCode.Configuration, "the key ':a' of the configuration, which has an empty part" },
    };

    // More than an answer may take, so that its failure is known.
    private static void Limited(CofferOptions options) => options.Timeout = TimeSpan.FromSeconds(7);

    [NativeFact]
    public void All_cases_are_run()
    {
        Assert.Equal(AwsCases, AwsFailures.Count);
        Assert.Equal(ContentCases, BadContents.Count);
        Assert.Equal(ListingCases, ListingFailures.Count);
    }

    [NativeTheory]
    [MemberData(nameof(AwsFailures))]
    public async Task The_first_load_fails_with_the_secret_and_the_action(string rule, ErrorCode code, string action)
    {
        await using var repository = await SealedRepository.WithFaultsAsync(string.Format(null, rule, "11-"));
        var failure = Assert.Throws<CofferException>(() => World.Build(repository, Limited));
        Assert.Equal(code, failure.Code);
        Assert.Contains("staging", failure.Message, StringComparison.Ordinal);
        Assert.Contains("api/SECRET_", failure.Message, StringComparison.Ordinal);
        Assert.Contains(action, failure.Message, StringComparison.Ordinal);
    }

    [NativeTheory]
    [MemberData(nameof(AwsFailures))]
    public async Task A_reload_that_fails_leaves_all_as_it_was(string rule, ErrorCode code, string action)
    {
        await using var repository = await SealedRepository.WithFaultsAsync(string.Format(null, rule, "21-"));
        using var logs = new LogCapture();
        var root = World.Build(repository, options =>
        {
            Limited(options);
            options.LoggerFactory = logs;
        });
        using var owned = root as IDisposable;
        await World.PutAsync(repository, SealedRepository.NameOf(1), "new");
        root.Reload();
        World.AssertAllThere(root);
        var health = await World.HealthAsync(root);
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Equal(code.ToString(), health.Data["lastError"]);
        Assert.Equal(SealedRepository.Secrets, health.Data["secrets"]);
        Assert.Contains(
            logs.Lines, line => line.StartsWith("Warning 3 ", StringComparison.Ordinal) && line.Contains(action, StringComparison.Ordinal));
        Assert.Equal(HealthStatus.Unhealthy, (await World.HealthAsync(root, TimeSpan.Zero)).Status);
    }

    [NativeTheory]
    [MemberData(nameof(ListingFailures))]
    public async Task A_listing_that_fails_is_no_empty_one(string rule, ErrorCode code)
    {
        await using var repository = await SealedRepository.WithFaultsAsync(string.Format(null, rule, "2-"));
        var root = World.Build(repository, Limited);
        using var owned = root as IDisposable;
        root.Reload();
        World.AssertAllThere(root);
        Assert.Equal(code.ToString(), (await World.HealthAsync(root)).Data["lastError"]);

        var failure = Assert.Throws<CofferException>(() => World.Build(repository, options =>
        {
            Limited(options);
            options.Optional = true;
        }));
        Assert.Equal(code, failure.Code);
        Assert.Contains("'s3://staging-secrets/api' cannot be listed: ", failure.Message, StringComparison.Ordinal);
    }

    [NativeFact]
    public async Task A_secret_that_is_gone_is_gone_and_all_of_them_at_once_is_a_failure()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        var root = World.Build(repository);
        using var owned = root as IDisposable;
        await World.DeleteAsync(repository, SealedRepository.NameOf(1));
        root.Reload();
        Assert.Null(root[SealedRepository.NameOf(1)]);
        Assert.Equal(SealedRepository.Secrets - 1, root.GetChildren().Count());

        foreach (var name in SealedRepository.Names.Skip(1))
        {
            await World.DeleteAsync(repository, name);
        }

        root.Reload();
        Assert.Equal(SealedRepository.Secrets - 1, root.GetChildren().Count());
        Assert.Equal("NotFound", (await World.HealthAsync(root)).Data["lastError"]);
    }

    [NativeFact]
    public async Task Only_those_that_fail_count_for_the_age()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("s3 ListObjectsV2 3- status 403 AccessDenied");
        var older = World.Build(repository);
        using var ownedOlder = older as IDisposable;
        var root = new ConfigurationBuilder().AddConfiguration(older).AddCoffer(
            options => World.Point(repository, options)).Build();
        using var owned = root as IDisposable;
        root.Reload();
        var health = await World.HealthAsync(root);
        var most = Provider.CofferProviders.In(root)[1].Age;
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.InRange((double)health.Data["ageSeconds"], 0, most.TotalSeconds + 0.001);
    }

    [NativeFact]
    public async Task A_first_load_that_fails_leaves_nothing_open()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("s3 ListObjectsV2 1 status 403 AccessDenied");
        var options = new CofferOptions();
        World.Point(repository, options);
        using var access = new Loading.SecretAccess(options, _ => null);
        using var provider = new Provider.CofferConfigurationProvider(options, access);
        Assert.Throws<CofferException>(provider.Load);
        Assert.Throws<ObjectDisposedException>(access.Origin);
        Assert.Throws<ObjectDisposedException>(provider.Load);
    }

    [NativeTheory]
    [MemberData(nameof(BadContents))]
    public async Task What_cannot_be_configuration_is_told_at_first_and_keeps_out_later(
        string names, string hex, ErrorCode code, string said)
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        var before = World.Build(repository);
        using var owned = before as IDisposable;
        foreach (var name in names.Split(' '))
        {
            await World.PutAsync(repository, name, Convert.FromHexString(hex));
        }

        var failure = Assert.Throws<CofferException>(() => World.Build(repository));
        Assert.Equal(code, failure.Code);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);

        before.Reload();
        World.AssertAllThere(before);
        Assert.Equal(code.ToString(), (await World.HealthAsync(before)).Data["lastError"]);
    }

    [NativeFact]
    public async Task Half_of_them_missing_is_told_of_each()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("s3 GetObject every 2 status 404 NoSuchKey");
        var failure = Assert.Throws<CofferException>(() => World.Build(repository, options => options.Optional = true));
        Assert.Equal(ErrorCode.NotFound, failure.Code);
        Assert.Equal(10, failure.Message.Split("api/SECRET_").Length - 1);
    }

    [NativeFact]
    public async Task Optional_is_not_denied()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("s3 ListObjectsV2 status 403 AccessDenied");
        var failure = Assert.Throws<CofferException>(() => World.Build(repository, options => options.Optional = true));
        Assert.Equal(ErrorCode.Denied, failure.Code);
    }

    [NativeFact]
    public async Task Slowness_ends_with_the_time_and_says_of_what()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("kms Decrypt drip 1 1000");
        var failure = Assert.Throws<CofferException>(
            () => World.Build(repository, options => options.Timeout = TimeSpan.FromSeconds(1)));
        Assert.Equal(ErrorCode.Unreachable, failure.Code);
        Assert.StartsWith("s3://staging-secrets/api: AWS did not answer within 1 second", failure.Message, StringComparison.Ordinal);
    }
}
