using Coffer.Aws.Diagnosis;
using Coffer.Aws.Wire;
using Coffer.Core.Ports;

namespace Coffer.Aws;

/// <summary>The connections of a process: one for a region, whatever names it, so that a move within it can be KMS's own work.</summary>
/// <param name="access">What they share.</param>
internal sealed class AwsConnections(AwsAccess access) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string, Uri?), AwsConnection> connections = [];

    /// <summary>The environment's variables.</summary>
    public Func<string, string?> Variable => access.Variable;

    /// <summary>What finds out why AWS does not do what somebody expects.</summary>
    /// <param name="region">A region that is configured; null to ask the standard settings.</param>
    public CallerDiagnosis Caller(string? region) => new(access, AwsSettings.RequireRegion(region, access.Variable));

    /// <summary>What runs on ECS.</summary>
    /// <param name="region">A region that is configured; null to ask the standard settings.</param>
    /// <param name="endpoint">A local AWS that is configured.</param>
    public IContainers Containers(string? region, Uri? endpoint) =>
        new EcsContainers(new EcsClient(access, AwsSettings.RequireRegion(region, access.Variable), endpoint));

    /// <summary>AWS.</summary>
    /// <param name="region">A region that is configured; null to ask the standard settings.</param>
    /// <param name="endpoint">A local AWS that is configured.</param>
    public AwsConnection In(string? region, Uri? endpoint)
    {
        var name = AwsSettings.RequireRegion(region, access.Variable);
        lock (gate)
        {
            if (!connections.TryGetValue((name, endpoint), out var connection))
            {
                connection = AwsConnection.Open(access, name, endpoint);
                connections.Add((name, endpoint), connection);
            }

            return connection;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var connection in connections.Values)
            {
                connection.Dispose();
            }

            connections.Clear();
        }

        access.Dispose();
    }
}
