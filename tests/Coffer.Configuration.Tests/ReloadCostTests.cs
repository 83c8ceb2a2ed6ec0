using Amazon.S3;
using Amazon.S3.Model;
using Coffer.Cli.Tests.Processes;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>A reload costs what has changed, counted at the server.</summary>
public sealed class ReloadCostTests
{
    private const int All = SealedRepository.Secrets;

    [NativeFact]
    public async Task Of_a_listing()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        var requests = await RequestCount.BeginAsync(repository);
        var root = World.Build(repository);
        using var owned = root as IDisposable;
        Assert.Equal($"ListObjectsV2 1, GetObject {All}, Decrypt {All}", await requests.NextAsync());
        root.Reload();
        Assert.Equal("ListObjectsV2 1", await requests.NextAsync());

        // Written again with the same bytes, or gone: nothing to fetch.
        await World.PutAsync(repository, SealedRepository.NameOf(1), "new");
        await World.DeleteAsync(repository, SealedRepository.NameOf(2));
        _ = await requests.NextAsync();
        root.Reload();
        Assert.Equal("ListObjectsV2 1, GetObject 1, Decrypt 1", await requests.NextAsync());
        Assert.Equal("new", root[SealedRepository.NameOf(1)]);
        Assert.Null(root[SealedRepository.NameOf(2)]);
        Assert.Equal(SealedRepository.ValueOf(3), root[SealedRepository.NameOf(3)]);

        await World.PutAsync(repository, SealedRepository.NameOf(2), SealedRepository.ValueOf(2));
        _ = await requests.NextAsync();
        root.Reload();
        Assert.Equal("ListObjectsV2 1, GetObject 1, Decrypt 1", await requests.NextAsync());
        Assert.Equal(SealedRepository.ValueOf(2), root[SealedRepository.NameOf(2)]);
    }

    [NativeFact]
    public async Task After_a_failure_only_what_has_changed_is_asked_for_again()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("kms Decrypt 21 status 400 AccessDeniedException");
        var root = World.Build(repository);
        using var owned = root as IDisposable;
        await World.PutAsync(repository, SealedRepository.NameOf(1), "new");
        root.Reload();
        Assert.Equal(SealedRepository.ValueOf(1), root[SealedRepository.NameOf(1)]);
        var requests = await RequestCount.BeginAsync(repository);
        root.Reload();
        Assert.Equal("ListObjectsV2 1, GetObject 1, Decrypt 1", await requests.NextAsync());
        Assert.Equal("new", root[SealedRepository.NameOf(1)]);
    }

    [NativeFact]
    public async Task Of_the_newest_release()
    {
        await using var repository = await ReleasedAsync();
        var requests = await RequestCount.BeginAsync(repository);
        var root = World.Build(repository, options => options.Release = "latest");
        using var owned = root as IDisposable;
        World.AssertAllThere(root);
        Assert.Equal($"GetObject 1, Decrypt {All}", await requests.NextAsync());
        root.Reload();
        Assert.Equal("GetObject 1", await requests.NextAsync());

        // In the bucket, and not in a release yet: no mixture of old and new.
        await World.PutAsync(repository, SealedRepository.NameOf(1), "not released");
        _ = await requests.NextAsync();
        root.Reload();
        Assert.Equal("GetObject 1", await requests.NextAsync());
        World.AssertAllThere(root);

        await File.WriteAllBytesAsync(
            repository.PathOf(SealedRepository.NameOf(1)),
            await repository.SealAsync("api", SealedRepository.NameOf(1), "new"),
            TestContext.Current.CancellationToken);
        Assert.Equal(0, (await repository.CofferAsync("push", "staging")).ExitCode);
        _ = await requests.NextAsync();
        root.Reload();
        Assert.Equal("GetObject 1, Decrypt 1", await requests.NextAsync());
        Assert.Equal("new", root[SealedRepository.NameOf(1)]);
    }

    [NativeFact]
    public async Task Of_a_pinned_release_nothing_is_asked_again()
    {
        await using var repository = await ReleasedAsync();
        var pushed = await repository.CofferAsync("status", "staging");
        var pin = pushed.StdoutText.Split("COFFER_RELEASE=")[1].Split()[0];
        var root = World.Build(repository, options => options.Release = pin);
        using var owned = root as IDisposable;
        var requests = await RequestCount.BeginAsync(repository);
        root.Reload();
        await root.ReloadCofferAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await requests.NextAsync());
    }

    [NativeFact]
    public async Task Of_a_folder_of_the_repository()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        var root = World.Build(repository, options => (options.Bucket, options.Repository) = (null, repository.Folder));
        using var owned = root as IDisposable;
        var requests = await RequestCount.BeginAsync(repository);
        root.Reload();
        Assert.Equal("", await requests.NextAsync());

        var sealedAgain = await repository.SealAsync("api", SealedRepository.NameOf(1), "new");
        await File.WriteAllBytesAsync(repository.PathOf(SealedRepository.NameOf(1)), sealedAgain, TestContext.Current.CancellationToken);
        root.Reload();
        Assert.Equal("Decrypt 1", await requests.NextAsync());
        Assert.Equal("new", root[SealedRepository.NameOf(1)]);
    }

    [NativeFact]
    public async Task A_value_that_differs_by_case_only_is_a_change()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        await World.PutAsync(repository, SealedRepository.NameOf(1), "Password");
        using var logs = new LogCapture();
        var root = World.Build(repository, options => options.LoggerFactory = logs);
        using var owned = root as IDisposable;
        await World.PutAsync(repository, SealedRepository.NameOf(1), "password");
        root.Reload();
        Assert.Equal("password", root[SealedRepository.NameOf(1)]);
        Assert.Single(logs.Lines, line => line.StartsWith("Information 2 ", StringComparison.Ordinal));
    }

    private static async Task<SealedRepository> ReleasedAsync()
    {
        var repository = await SealedRepository.WithFaultsAsync("");
        using var s3 = repository.Aws.S3();
        await s3.PutBucketVersioningAsync(new PutBucketVersioningRequest
        {
            BucketName = SealedRepository.Bucket,
            VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
        });
        foreach (var name in SealedRepository.Names)
        {
            await World.DeleteAsync(repository, name);
        }

        Assert.Equal(0, (await repository.CofferAsync("push", "staging")).ExitCode);
        return repository;
    }
}
