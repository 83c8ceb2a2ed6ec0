using Coffer.Cli.Tests.Processes;
using Coffer.Configuration.Loading;
using Coffer.Configuration.Provider;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>The role of a task, whose credentials end while the application runs, where policies decide.</summary>
public sealed class TaskRoleTests
{
    private static readonly string Changing = SealedRepository.NameOf(1);

    [NativeFact]
    public async Task Reloads_go_on_over_the_end_of_credentials()
    {
        await using var role = await TaskRole.MakeAsync("");
        using var logs = new LogCapture();
        using var root = Build(role, logs);
        World.AssertAllThere(root);
        for (var round = 1; round <= 3; round++)
        {
            // Whatever the first load was given has ended.
            await Task.Delay(TimeSpan.FromSeconds(TaskRole.Seconds + 1), TestContext.Current.CancellationToken);
            await World.PutAsync(role.Repository, Changing, $"value of round {round}");
            root.Reload();
            Assert.Equal($"value of round {round}", root[Changing]);
        }

        Assert.DoesNotContain(logs.Lines, line => line.StartsWith("Warning ", StringComparison.Ordinal));
        Assert.InRange((await role.DoneAsync()).Select(request => request.AccessKey).Distinct().Count(), 4, int.MaxValue);
    }

    [NativeFact]
    public async Task A_reload_in_whose_middle_they_end_is_done_with_the_next()
    {
        // The list of the second load, and the secret that it finds changed.
        await using var role = await TaskRole.MakeAsync("s3 ListObjectsV2 2 delay 4000\nkms Decrypt 21 delay 4000");
        using var logs = new LogCapture();
        using var root = Build(role, logs);
        await World.PutAsync(role.Repository, Changing, "new");
        root.Reload();
        Assert.Equal("new", root[Changing]);
        Assert.DoesNotContain(logs.Lines, line => line.StartsWith("Warning ", StringComparison.Ordinal));
        Assert.InRange(await role.ExpiredAsync(), 2, int.MaxValue);
        Assert.Equal(SealedRepository.Secrets + 1, (await role.DoneAsync()).Count(request => request.Action == "Decrypt"));
    }

    private static ConfigurationRoot Build(TaskRole role, LogCapture logs)
    {
        var options = new CofferOptions { LoggerFactory = logs };
        World.Point(role.Repository, options);
        options.Credentials = null;
        string? Variable(string name) => name == role.Variable.Key ? role.Variable.Value : null;
        return new ConfigurationRoot([new CofferConfigurationProvider(options, new SecretAccess(options, Variable), TimeProvider.System)]);
    }
}
