using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Moving;

namespace Coffer.Cli;

/// <summary>How the secrets of addresses are sealed, and the AWS that does it; one connection an environment.</summary>
internal sealed class MoveEnds(App app, SecretRepository repository)
{
    /// <summary>Whether an address's environment is configured.</summary>
    public bool Knows(SecretAddress address) => repository.Environments.Any(known => known.Name == address.Environment);

    /// <summary>The end at an address.</summary>
    public MoveEnd Of(SecretAddress address)
    {
        var environment = repository.Environment(address.Environment);
        var connection = app.Aws(environment);
        return new MoveEnd(address, environment.Policy, connection.Kms, connection.Keys);
    }
}
