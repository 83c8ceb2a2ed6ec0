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
            NeededLines = [.. environments.SelectMany(environment => (string[])[AttributeChecks.LineFor(environment.Name), UnionMerge(environment.Name)])],
        },
        new(".gitignore", Ignored(environments))
        {
            NeededLines = [.. LeftOverChecks.Patterns, .. environments.Select(environment => IgnoreChecks.LineFor(environment.Name))],
        },
        new($"{Hooks}/pre-commit", PreCommit) { IsExecutable = true },
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

        """;

    private const string PreCommit = """
        #!/bin/sh
        # Checks with 'coffer verify' what is about to be committed: plaintext among the secrets stops the commit. Needs no
        # AWS and no key. Once in each clone: git config core.hooksPath .githooks (from the top of the repository).
        set -eu

        folder=$(cd "$(dirname "$0")/.." && pwd -P)
        cd "$(git rev-parse --show-toplevel)"
        below=${folder#"$(pwd -P)"}
        below=${below#/}

        if ! command -v coffer >/dev/null; then
            echo "pre-commit: error: coffer is not on the PATH, so nothing is checked and nothing committed" >&2
            exit 1
        fi

        # What is staged, and not what the folder happens to hold: the two may differ.
        staged=$(git rev-parse --absolute-git-dir)/coffer-verify.$$
        trap 'rm -rf "$staged"' EXIT
        rm -rf "$staged"
        mkdir "$staged"
        trap 'exit 1' HUP INT TERM
        git --literal-pathspecs ls-files -z -- "${below:-.}" | git checkout-index -z --stdin --prefix="$staged/"
        mkdir -p "$staged/$below"
        cd "$staged/$below"
        [ -e coffer.json ] || cp "$folder/coffer.json" .
        coffer verify --allow-empty

        """;

    private static string UnionMerge(string name) => $"/{name}.tfvars merge=union";

    private static string Lines(IReadOnlyList<EnvironmentSettings> environments, Func<string, string> line) =>
        string.Join('\n', environments.Select(environment => line(environment.Name)));
}
