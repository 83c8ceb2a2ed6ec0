using System.Text.Json.Nodes;
using Coffer.LocalAws.Hosting;

namespace Coffer.LocalAws.Running;

/// <summary>What of a task definition becomes a process: one container's command and environment.</summary>
internal sealed record ContainerPlan(string Name, IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>What ECS would fill in from elsewhere; without it the command would start with less than it needs.</summary>
    private static readonly (string Member, string Why)[] NotHere =
    [
        ("secrets", "coffer-local serves neither Secrets Manager nor Parameter Store: seal them with 'coffer set', and let "
            + "'coffer exec' open them"),
        ("environmentFiles", "they are not read: put what they hold into 'environment'"),
    ];

    /// <exception cref="StartupException">The definition has no such container, or one that cannot run here.</exception>
    public static ContainerPlan Of(JsonObject definition, TaskOrder order)
    {
        var containers = definition["containerDefinitions"]!.AsArray().Select(container => container!.AsObject()).ToList();
        var names = string.Join(", ", containers.Select(container => container["name"]));
        var container = order.Container is { } name ? containers.Find(container => container["name"]?.ToString() == name)
            : containers.Count == 1 ? containers[0]
            : throw new StartupException(
                ExitCode.Usage, $"{order.Definition} has several containers: say which with --container ({names})");
        if (container is null)
        {
            throw new StartupException(ExitCode.NotFound, $"{order.Definition} has no such container; it has {names}");
        }

        foreach (var (member, why) in NotHere)
        {
            if (container[member] is JsonArray { Count: > 0 })
            {
                throw new StartupException(
                    ExitCode.Configuration, $"container '{container["name"]}' of {order.Definition} has '{member}'; {why}");
            }
        }

        var command = Texts(container["entryPoint"]).Concat(order.Command.Count > 0 ? order.Command : Texts(container["command"])).ToList();
        return command.Count > 0
            ? new ContainerPlan(container["name"]!.ToString(), command, Variables(container))
            : throw new StartupException(
                ExitCode.Usage,
                $"container '{container["name"]}' of {order.Definition} runs what its image says, which is not here: "
                    + "give a command after --");
    }

    private static IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray ?? []).Select(text => text!.ToString());

    private static Dictionary<string, string> Variables(JsonObject container)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in container["environment"] as JsonArray ?? [])
        {
            variables[pair!["name"]!.ToString()] = pair["value"]?.ToString() ?? string.Empty;
        }

        return variables;
    }
}
