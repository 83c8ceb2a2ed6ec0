using System.Text.Json;

namespace Coffer.LocalAws.Services.Ecs;

/// <summary>A task's way: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html</summary>
internal static class TaskState
{
    public const string Pending = "PENDING";
    public const string Running = "RUNNING";
    private const string Stopping = "STOPPING";
    private const string Stopped = "STOPPED";

    /// <summary>
    /// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html: what runs the task ends it and says so. One
    /// that nothing has begun to run has stopped.
    /// </summary>
    public static void Stop(EcsRequest request, Utf8JsonWriter answer)
    {
        var task = Tasks.Require(request);
        if (task.Text("desiredStatus") == Running)
        {
            task = task.With("desiredStatus", Stopped)
                .With("stoppingAt", request.Date)
                .With("stopCode", "UserInitiated")
                .With("stoppedReason", request.Text("reason") ?? "Task stopped by user");
            task = Changed(request, task, task.Text("lastStatus") == Pending ? Stopped : Stopping);
            request.Store.Put(task);
        }

        answer.WriteMember("task", task.Document);
    }

    /// <summary>
    /// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SubmitTaskStateChange.html: what runs the task tells of it.
    /// </summary>
    public static void Submit(EcsRequest request, Utf8JsonWriter answer)
    {
        var task = Tasks.Require(request);
        var status = request.Required("status");
        if (status is not (Pending or Running or Stopped))
        {
            throw EcsErrors.InvalidParameter($"A task cannot be submitted as '{status}'.");
        }

        // One that is to stop is not running again; one that has stopped may still say how its command ended.
        if (status == Stopped || task.Text("desiredStatus") == Running)
        {
            request.Store.Put(Changed(request, task, status));
        }

        answer.WriteString("acknowledgment", "ACK");
    }

    private static JsonResource Changed(EcsRequest request, JsonResource task, string status)
    {
        var changed = task.With("lastStatus", status).With("version", task.Document["version"]!.GetValue<int>() + 1);
        var submitted = request.Objects("containers").ToDictionary(container => container["containerName"]?.ToString() ?? string.Empty);
        foreach (var container in changed.Document["containers"]!.AsArray().Select(container => container!.AsObject()))
        {
            container["lastStatus"] = status;
            if (submitted.GetValueOrDefault(container["name"]!.ToString())?["exitCode"] is { } code)
            {
                container["exitCode"] = code.DeepClone();
            }
        }

        return status switch
        {
            Running when task.Document["startedAt"] is null => changed.With("startedAt", request.Date),
            Stopped => Ended(request, changed),
            _ => changed,
        };
    }

    private static JsonResource Ended(EcsRequest request, JsonResource task)
    {
        var ended = task.With("desiredStatus", Stopped).With("stoppedAt", task.Document["stoppedAt"] ?? request.Date);
        return ended.Document["stopCode"] is not null ? ended : ended
            .With("stopCode", ended.Document["startedAt"] is null ? "TaskFailedToStart" : "EssentialContainerExited")
            .With("stoppedReason", request.Text("reason") ?? "Essential container in task exited");
    }
}
