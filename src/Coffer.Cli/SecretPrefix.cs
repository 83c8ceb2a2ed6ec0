using Coffer.Core.Model;

namespace Coffer.Cli;

/// <summary>A place that secrets are below: an environment, a service, or a folder of one.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Below">The service, or the folder of one with its service; empty for the environment itself.</param>
internal sealed record SecretPrefix(string Environment, string Below)
{
    /// <summary>Reads a prefix that somebody typed.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/>.</exception>
    public static SecretPrefix Parse(string text)
    {
        var path = text.TrimEnd('/');
        if (AddressGrammar.PathProblem(path, typed: true) is { } problem)
        {
            throw new CofferException(
                ErrorCode.Usage, $"what is given is no prefix of addresses: {problem}", "write <environment>[/<service>[/…]]");
        }

        var parts = path.Split('/', 2);
        return new SecretPrefix(parts[0], parts.Length > 1 ? parts[1] : "");
    }

    /// <summary>What an address is called below it.</summary>
    public string NameOf(SecretAddress address) =>
        Below.Length == 0 ? address.Key
        : address.Key == Below ? address.Key[(address.Key.LastIndexOf('/') + 1)..]
        : address.Key[(Below.Length + 1)..];

    /// <inheritdoc/>
    public override string ToString() => Below.Length == 0 ? Environment : $"{Environment}/{Below}";
}
