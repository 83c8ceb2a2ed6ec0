using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli;

/// <summary>
/// What is said of names before a value is asked for: <c>exec</c> would refuse them later, in a container. They are not refused here, as
/// <c>exec</c> can be told otherwise, and files and configuration have no variables.
/// </summary>
internal static class NameAdvice
{
    /// <summary>Warns of names that <c>exec</c> refuses as they are.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="addresses">The secrets that are to be written, of one environment.</param>
    /// <param name="except">Secrets that will be gone then.</param>
    public static void Say(
        SecretRepository repository, IReadOnlyCollection<SecretAddress> addresses, IReadOnlySet<SecretAddress>? except = null)
    {
        if (addresses.Count == 0)
        {
            return;
        }

        var services = addresses.Select(address => address.Service).ToHashSet();
        var byVariable = SecretSet.Of(repository, addresses.First().Environment).All
            .Where(other => services.Contains(other.Service) && except?.Contains(other) != true)
            .Union(addresses)
            .ToLookup(other => (other.Service, VariableName.For(other.Name)));
        foreach (var address in addresses)
        {
            var variable = VariableName.For(address.Name);
            if (DangerousVariables.KindOf(variable) is { } kind)
            {
                Terminal.Say($"'coffer exec' will refuse '{address}' as the variable {variable} unless it is allowed there: {kind.Reason}");
            }

            if (byVariable[(address.Service, variable)].FirstOrDefault(other => other != address) is { } twin)
            {
                Terminal.Say($"'coffer exec' will refuse '{address}' beside '{twin}': both would set {variable}; rename one, or say "
                    + $"'--as VARIABLE={address.Name}' there");
            }
        }
    }
}
