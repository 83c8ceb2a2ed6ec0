using System.Text.Json.Nodes;
using Coffer.LocalAws.Hosting;

namespace Coffer.LocalAws.Running;

/// <summary>
/// What the agent of ECS is on a host: it has the service make a task, runs its command as a process, tells of it, and ends it where
/// StopTask says so. The server itself starts nothing: everybody on this machine may ask it.
/// </summary>
internal static class TaskRunner
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>Passed on from the caller's environment; a container has these from its image.</summary>
    private static readonly string[] Kept =
        ["PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TERM", "TMPDIR", "DOTNET_ROOT"];

    /// <summary>Runs it to its end.</summary>
    /// <returns>The status that the command ended with; 128 and the signal's number where a signal ended it.</returns>
    public static async Task<int> RunAsync(TaskOrder order)
    {
        try
        {
            using var ecs = new RunnerClient();
            var answer = await ecs.AskAsync("DescribeTaskDefinition", new JsonObject { ["taskDefinition"] = order.Definition });
            var definition = answer["taskDefinition"]!.AsObject();
            var plan = ContainerPlan.Of(definition, order);
            var request = new JsonObject
            {
                ["cluster"] = order.Cluster,
                ["taskDefinition"] = definition["taskDefinitionArn"]!.ToString(),
                ["startedBy"] = "coffer-local run-task",
            };
            if (order.Service is { } service)
            {
                request["group"] = $"service:{service}";
            }

            var task = (await ecs.AskAsync("RunTask", request))["tasks"]![0]!["taskArn"]!.ToString();
            var environment = Environment(ecs, order);
            await using var relay = definition["taskRoleArn"]?.ToString() is { } role
                ? await CredentialsRelay.StartAsync(ecs, $"/v2/credentials/{role.Split('/')[^1]}/{task.Split('/')[^1]}")
                : null;
            if (relay is not null)
            {
                environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = relay.Address;
                environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = relay.Token;
            }

            foreach (var (name, value) in plan.Environment)
            {
                environment[name] = value;
            }

            return await RunAsync(new TaskReport(ecs, order.Cluster, task, plan.Name), plan.Command, environment);
        }
        catch (StartupException e)
        {
            await Console.Error.WriteLineAsync($"coffer-local: error: {e.Message}");
            return (int)e.ExitCode;
        }
    }

    private static async Task<int> RunAsync(TaskReport report, IReadOnlyList<string> command, Dictionary<string, string> environment)
    {
        TaskProcess process;
        try
        {
            process = TaskProcess.Start(command, environment);
        }
        catch (StartupException e)
        {
            await report.StoppedAsync((int)e.ExitCode, "CannotStartContainerError");
            throw;
        }

        using (process)
        {
            await report.RunningAsync();
            while (!await process.EndsWithinAsync(BetweenLooks))
            {
                if (await report.IsToStopAsync())
                {
                    process.Terminate();
                }
            }

            await report.StoppedAsync(process.ExitCode, null);
            return process.ExitCode;
        }
    }

    /// <summary>What a container has from its image and its place.</summary>
    private static Dictionary<string, string> Environment(RunnerClient ecs, TaskOrder order)
    {
        var environment = Kept.Concat(order.Keep)
            .Select(name => (Name: name, Value: System.Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.Value is not null)
            .DistinctBy(variable => variable.Name)
            .ToDictionary(variable => variable.Name, variable => variable.Value!);
        environment["AWS_ENDPOINT_URL"] = ecs.Endpoint.GetLeftPart(UriPartial.Authority);
        environment["AWS_REGION"] = environment["AWS_DEFAULT_REGION"] = ecs.Region;
        if (ecs.Authority is { } authority)
        {
            environment["AWS_CA_BUNDLE"] = environment["SSL_CERT_FILE"] = environment["NODE_EXTRA_CA_CERTS"] = Path.GetFullPath(authority);
        }

        return environment;
    }
}
