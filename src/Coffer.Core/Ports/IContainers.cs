namespace Coffer.Core.Ports;

/// <summary>A container as a task definition has it, where it runs or would run next.</summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="Group">What starts its tasks: the name of ECS's service, or the group of tasks without one.</param>
/// <param name="Definition">The task definition, as <c>family:revision</c>.</param>
/// <param name="Name">The container's name.</param>
/// <param name="Tasks">How many tasks run; none where the service has not started one of this definition yet.</param>
/// <param name="Since">When the oldest of them started; null where none runs, or ECS does not say it.</param>
/// <param name="Variables">Its variables. They are settings: what is secret does not stand in a task definition.</param>
internal sealed record DefinedContainer(
    string Cluster, string Group, string Definition, string Name, int Tasks, DateTimeOffset? Since,
    IReadOnlyDictionary<string, string> Variables);

/// <summary>What runs. Every failure is a <see cref="CofferException"/>.</summary>
internal interface IContainers
{
    /// <summary>The containers of all services and running tasks, in the order of their clusters and groups.</summary>
    Task<IReadOnlyList<DefinedContainer>> ListAsync(CancellationToken cancellation);
}
