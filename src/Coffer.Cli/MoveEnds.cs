using System.Collections.Concurrent;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Moving;

namespace Coffer.Cli;

/// <summary>How the secrets of addresses are sealed, and the AWS that does it; one connection an environment.</summary>
internal sealed class MoveEnds(App app, SecretRepository repository)
{
    // A private key that was opened for one secret opens the others, too.
    private readonly ConcurrentDictionary<string, IKeyService> keys = new();

    /// <summary>Whether an address's environment is configured.</summary>
    public bool Knows(SecretAddress address) => repository.Environments.Any(known => known.Name == address.Environment);

    /// <summary>The end at an address.</summary>
    public MoveEnd Of(SecretAddress address)
    {
        var environment = repository.Environment(address.Environment);
        var connection = app.Aws(environment);
        var own = keys.GetOrAdd(environment.Name, _ => app.Keys(environment, repository));
        return new MoveEnd(address, environment.Policy, connection.Kms, own);
    }
}
