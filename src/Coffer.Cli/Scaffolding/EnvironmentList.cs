using Coffer.Core.Configuration;
using Coffer.Core.Repository;

namespace Coffer.Cli.Scaffolding;

/// <summary>
/// The list of an environment's secrets in its Terraform variables: a file of its own where there is none, and else the only thing that
/// <c>init</c> adds to a file that is there.
/// </summary>
/// <param name="Environment">The environment.</param>
/// <param name="Name">The variables file.</param>
/// <param name="Content">What it is to hold; null where it is right as it is.</param>
/// <param name="Told">What was done then.</param>
/// <param name="IsNew">Whether the environment has had none.</param>
internal sealed record EnvironmentList(string Environment, string Name, byte[]? Content, string Told, bool IsNew)
{
    /// <summary>Decides for each environment, before anything is written.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Malformed"/> where a variables file cannot be read.</exception>
    public static IReadOnlyList<EnvironmentList> Of(SecretRepository repository, IReadOnlyList<EnvironmentSettings> environments) =>
        [.. environments.Select(environment => Of(repository, environment.Name))];

    /// <summary>Whether it is a file of the syntax that is JSON.</summary>
    public bool IsJson => Name.EndsWith(".json", StringComparison.Ordinal);

    private static EnvironmentList Of(SecretRepository repository, string environment)
    {
        if (VariablesFile.Find(repository.Root, environment) is { } list)
        {
            return new EnvironmentList(
                environment,
                list.Name,
                list.ForMerges(),
                list.InOrder() is null
                    ? $"put each name of the list in {list.Name} on a line of its own, so that Git merges what two branches add"
                    : $"put the list in {list.Name} in order",
                IsNew: false);
        }

        var name = VariablesFile.NamesFor(environment)[0];
        var secrets = repository.List(environment).ToList();
        var isNew = SafeFile.KindOf(Path.Combine(repository.Root, name), name) == FileKind.Missing;
        return new EnvironmentList(
            environment,
            name,
            VariablesFile.WithNewList(repository.Root, environment, secrets),
            (isNew ? $"wrote {name}" : $"added the list 'files' to {name}")
                + (secrets.Count == 0 ? "" : $": it lists what is here ({secrets.Count}), so look whether that is all that '{environment}' "
                    + "has"),
            IsNew: true);
    }
}
