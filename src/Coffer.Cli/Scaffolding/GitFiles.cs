using Coffer.Core.Configuration;
using Coffer.Core.UseCases.Verification;

namespace Coffer.Cli.Scaffolding;

/// <summary>What Git is told of the repository: how to treat ciphertext, what never to take, what to check.</summary>
internal static class GitFiles
{
    /// <summary>The folder of the hooks, for <c>core.hooksPath</c>.</summary>
    public const string Hooks = ".githooks";

    /// <summary>The files.</summary>
    public static IEnumerable<ScaffoldFile> Of(IReadOnlyList<EnvironmentSettings> environments) =>
    [
        new(".gitattributes", Attributes(environments))
        {
            NeededLines = [.. environments.SelectMany(
                environment => (string[])[AttributeChecks.LineFor(environment.Name), UnionMerge(environment.Name)])],
        },
        new(".gitignore", Ignored(environments))
        {
            NeededLines = [.. LeftOverChecks.Patterns, .. environments.Select(environment => IgnoreChecks.LineFor(environment.Name))],
        },
        new($"{Hooks}/pre-commit", PreCommit) { IsExecutable = true, NeededLines = ["coffer verify --staged --allow-empty"] },
    ];

    private static string Attributes(IReadOnlyList<EnvironmentSettings> environments) => $"""
        *.tf text eol=lf
        *.tfvars text eol=lf
        *.json text eol=lf
        /{Hooks}/* text eol=lf

        # Ciphertext is bytes, whatever its name: no line ends to convert, no text to show or to merge.
        {Lines(environments, AttributeChecks.LineFor)}

        # The lists of secrets, one a line: of two branches that add some, all are kept.
        {Lines(environments, UnionMerge)}

        """;

    private static string Ignored(IReadOnlyList<EnvironmentSettings> environments) => $"""
        # Terraform. Commit .terraform.lock.hcl: it holds the provider's checksums.
        .terraform/
        *.tfstate
        *.tfstate.*
        *.tfplan
        crash.log
        crash.*.log

        # Plaintext that work by hand leaves.
        .env
        .env.*
        *.env
        {string.Join('\n', LeftOverChecks.Patterns)}

        # Whatever its name: what is here is ciphertext, and 'coffer verify' sees to it.
        {Lines(environments, IgnoreChecks.LineFor)}

        # What an interrupted coffer leaves.
        .coffer-*.tmp
        .coffer-move

        """;

    private const string PreCommit = """
        #!/bin/sh
        # Checks with 'coffer verify' what is about to be committed: plaintext among the secrets stops the commit, and so does a
        # secret that Git has moved. Needs no AWS and no key. It looks at the secrets in the index, of every coffer.json here and
        # below, and at nothing else. Once in each clone: git config core.hooksPath .githooks (from the top of the repository).
        # Where there are other hooks, let them call this file, or its last line.
        set -eu

        if ! command -v coffer >/dev/null; then
            echo "pre-commit: error: coffer is not on the PATH, so nothing is checked and nothing committed" >&2
            exit 1
        fi

        coffer verify --staged --allow-empty

        """;

    private static string UnionMerge(string name) => $"/{name}.tfvars merge=union";

    private static string Lines(IReadOnlyList<EnvironmentSettings> environments, Func<string, string> line) =>
        string.Join('\n', environments.Select(environment => line(environment.Name)));
}
