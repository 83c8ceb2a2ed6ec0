using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli;

/// <summary>Whether an environment can seal at all: found out before a value is asked for, and in a dry run too.</summary>
internal static class SealingWay
{
    /// <summary>Refuses settings that could not seal secrets.</summary>
    /// <exception cref="CofferException">There is no key pair, or AWS's settings cannot be used.</exception>
    public static void Require(
        App app, SecretRepository repository, EnvironmentSettings environment, params IEnumerable<SecretAddress> addresses)
    {
        foreach (var address in addresses.DistinctBy(address => address.Service))
        {
            if (environment.Policy.FormatFor(address, length: 1) == SealedFormat.Service)
            {
                // That is sealed without AWS.
                _ = new PairFiles(repository).PublicKeyOf(address, environment.Policy.KeyIdOf(address.Service));
            }
            else
            {
                _ = app.Aws(environment);
            }
        }
    }
}
