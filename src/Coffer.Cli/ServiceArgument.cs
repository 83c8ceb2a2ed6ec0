using System.CommandLine;
using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli;

/// <summary>One service of the repository, as an argument.</summary>
/// <param name="Environment">Its environment.</param>
/// <param name="Name">The service.</param>
internal sealed record ServiceArgument(EnvironmentSettings Environment, string Name)
{
    public static Argument<string> Create() => new("SERVICE") { Description = "<environment>/<service>" };

    /// <summary>The service that somebody typed.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/> where it is none.</exception>
    public static ServiceArgument Parse(SecretRepository repository, string text)
    {
        var parts = text.TrimEnd('/').Split('/');
        return parts.Length == 2 && AddressGrammar.PathProblem(text.TrimEnd('/'), typed: true) is null
            ? new ServiceArgument(repository.Environment(parts[0]), parts[1])
            : throw new CofferException(
                ErrorCode.Usage, "what is given is no service", "a service is <environment>/<service>, for example 'staging/api'");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Environment.Name}/{Name}";
}
