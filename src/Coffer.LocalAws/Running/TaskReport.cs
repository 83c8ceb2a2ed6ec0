using System.Text.Json.Nodes;
using Coffer.LocalAws.Hosting;

namespace Coffer.LocalAws.Running;

/// <summary>Tells ECS of a task. A server that has gone ends no task, as on AWS; it is said once.</summary>
internal sealed class TaskReport(RunnerClient ecs, string cluster, string task, string container)
{
    private bool isSilent;

    public Task RunningAsync() => SubmitAsync("RUNNING", null, null);

    public Task StoppedAsync(int exitCode, string? reason) => SubmitAsync("STOPPED", exitCode, reason);

    /// <summary>Whether somebody wants the task to stop.</summary>
    public async Task<bool> IsToStopAsync() =>
        await TryAsync(() => ecs.TaskAsync(task.Split('/')[^1])) is { } state && state["DesiredStatus"]?.ToString() == "STOPPED";

    private Task<JsonObject?> SubmitAsync(string status, int? exitCode, string? reason) => TryAsync(() => ecs.AskAsync(
        "SubmitTaskStateChange", new JsonObject
        {
            ["cluster"] = cluster,
            ["task"] = task,
            ["status"] = status,
            ["reason"] = reason,
            ["containers"] = new JsonArray(new JsonObject { ["containerName"] = container, ["status"] = status, ["exitCode"] = exitCode }),
        }));

    private async Task<JsonObject?> TryAsync(Func<Task<JsonObject>> ask)
    {
        try
        {
            var answer = await ask();
            isSilent = false;
            return answer;
        }
        catch (StartupException e)
        {
            if (!isSilent)
            {
                await Console.Error.WriteLineAsync($"coffer-local: note: the task runs on, and ECS does not know how it is: {e.Message}");
            }

            isSilent = true;
            return null;
        }
    }
}
