using Coffer.Aws;
using Coffer.Core.Configuration;
using Coffer.Core.Repository;

namespace Coffer.Cli;

/// <summary>What a command needs of the world around it.</summary>
internal sealed class App : IDisposable
{
    private readonly Dictionary<(string, Uri?), AwsConnection> connections = [];
    private readonly AwsAccess access = new(Environment.GetEnvironmentVariable);

    /// <summary>The current folder.</summary>
    public string Folder { get; } = Directory.GetCurrentDirectory();

    /// <summary>An environment variable.</summary>
    public Func<string, string?> Variable { get; } = Environment.GetEnvironmentVariable;

    /// <summary>The repository that the current folder is in.</summary>
    public SecretRepository Repository() => SecretRepository.Open(Folder);

    /// <summary>AWS, as an environment's settings have it.</summary>
    public AwsConnection Aws(EnvironmentSettings environment) => Aws(environment.Region, environment.Endpoint);

    /// <summary>AWS, as the variables have it.</summary>
    public AwsConnection Aws() => Aws(null, null);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var connection in connections.Values)
        {
            connection.Dispose();
        }

        access.Dispose();
    }

    // One connection for a region, whatever names it: then a move within it can be KMS's own work.
    private AwsConnection Aws(string? region, Uri? endpoint)
    {
        var name = AwsSettings.RequireRegion(region, Variable);
        if (!connections.TryGetValue((name, endpoint), out var connection))
        {
            connection = AwsConnection.Open(access, name, endpoint);
            connections.Add((name, endpoint), connection);
        }

        return connection;
    }
}
