using Coffer.Cli.Git;
using Coffer.Cli.History;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Running;
using Coffer.Core.UseCases.Synchronization;

namespace Coffer.Cli.Running;

/// <summary><c>coffer status --running</c>: which service runs which secrets, beside the repository's. ECS is only read.</summary>
internal static class RunningStatus
{
    /// <summary>Compares and prints.</summary>
    public static async Task<int> RunAsync(App app, string? named, bool allowEmpty, bool asJson, CancellationToken cancellation)
    {
        var repository = app.Repository();
        var environment = App.Environment(repository, named);
        var name = environment.Name;
        GitState.RequireCheckedOut(repository, name);
        GitState.RequireMerged(GitWorkTrees.Open(repository, out _), name);
        var here = RepositoryReading.Of(repository, name, () => SecretSet.Of(repository, name).WholeAndListed(allowEmpty));
        var containers = app.Connections.Containers(environment.Region, environment.Endpoint);
        var store = app.Aws(environment).Bucket(environment.Bucket);
        var running = await Deadline.RunAsync(
            async limit => await new RunningComparison(here, environment.Bucket, store).CompareAsync(
                await containers.ListAsync(limit), limit),
            cancellation,
            Deadline.WholeEnvironmentSeconds);
        if (running.Count == 0)
        {
            throw new CofferException(
                ErrorCode.NotFound,
                $"no service and no running task of ECS loads secrets of s3://{environment.Bucket}",
                "look at the account and the region; a container is found by COFFER_BUCKET in its task definition");
        }

        RunningOutput.Print(environment, running, Changes(repository, name, running), asJson);
        var others = running.Where(release => release.State != RunningState.Same).ToList();
        Terminal.Say(others.Count == 0
            ? $"all that runs of '{name}' has the secrets of the repository: {Count(running)}"
            : $"not all that runs of '{name}' has the secrets of the repository: {Count(others)} of {Count(running)}");
        return others.Count == 0 ? 0 : 1;
    }

    private static string Count(IReadOnlyCollection<RunningRelease> releases)
    {
        var services = releases.Select(release => release.Service).Distinct().Count();
        var tasks = releases.Sum(release => release.Container.Tasks);
        return $"{services} {(services == 1 ? "service" : "services")}, {tasks} {(tasks == 1 ? "task" : "tasks")}";
    }

    /// <summary>When each secret that is not the same was last changed, as Git has it; nothing where it does not.</summary>
    private static Dictionary<string, string> Changes(SecretRepository repository, string environment, IEnumerable<RunningRelease> running)
    {
        var changes = new Dictionary<string, string>();
        foreach (var address in running
            .SelectMany(release => release.Secrets.Select(secret => $"{environment}/{release.Service}/{secret.Name}")).Distinct())
        {
            try
            {
                var parsed = SecretAddress.Parse(address);
                if (SecretHistory.Of(repository, parsed).Read(parsed) is [var last, ..])
                {
                    changes.Add(address, last.Commit.Time);
                }
            }
            catch (CofferException)
            {
                // Without Git there is no such time.
                break;
            }
        }

        return changes;
    }
}
