using System.CommandLine;

namespace Coffer.LocalAws.Running;

/// <summary><c>coffer-local run-task</c>: a task definition's command as a process of this machine.</summary>
internal static class RunTaskCommand
{
    public static Command Create()
    {
        var definition = new Argument<string>("FAMILY") { Description = "The task definition: FAMILY, FAMILY:REVISION, or its ARN" };
        var command = new Argument<string[]>("COMMAND")
        {
            Description = "What runs in place of the definition's command, after --",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var cluster = new Option<string?>("--cluster") { Description = "The cluster that the task is in", HelpName = "NAME" };
        var service = new Option<string?>("--service") { Description = "The service that the task counts in", HelpName = "NAME" };
        var container = new Option<string?>("--container") { Description = "Which of several containers", HelpName = "NAME" };
        var keep = new Option<string[]>("--keep") { Description = "Pass this variable on, too", HelpName = "NAME" };
        var run = new Command("run-task", "Run a task definition's command here, with its environment and the role of its task")
        {
            definition, command, cluster, service, container, keep,
        };
        run.SetAction((result, _) => TaskRunner.RunAsync(
            new TaskOrder(
                result.GetValue(definition)!,
                result.GetValue(cluster) ?? "default",
                result.GetValue(service),
                result.GetValue(container),
                result.GetValue(keep) ?? [],
                result.GetValue(command) ?? [])));
        return run;
    }
}

/// <summary>What is to be run.</summary>
/// <param name="Definition">Family, <c>family:revision</c> or ARN.</param>
/// <param name="Cluster">Name or ARN.</param>
/// <param name="Service">The service that the task counts in; null for none.</param>
/// <param name="Container">The container's name; null for the only one.</param>
/// <param name="Keep">Variables that are passed on, beside the usual few.</param>
/// <param name="Command">In place of the definition's command; empty for that one.</param>
internal sealed record TaskOrder(
    string Definition, string Cluster, string? Service, string? Container, IReadOnlyList<string> Keep, IReadOnlyList<string> Command);
