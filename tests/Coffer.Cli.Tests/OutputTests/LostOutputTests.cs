using Coffer.Cli.Tests.RunnerTests;
using Xunit;

namespace Coffer.Cli.Tests.OutputTests;

/// <summary>
/// Every command that prints, on a stdout that is full or gone: what was not written is an error (73), and a reader that left is none.
/// </summary>
public sealed class LostOutputTests
{
    // Each of these prints something to stdout in the world below.
    private static readonly string[] Lines =
    [
        "get staging/api/db-password", "list", "list --json", "inspect staging/api/db-password", "inspect staging/api/db-password --json",
        "verify staging/x --json", "verify --json", "verify --format github", "status staging", "status staging --json", "push staging",
        "push staging --dry-run --json", "exec staging/api --dry-run", "rekey staging --dry-run", "adopt staging --dry-run",
        "policy reader staging/api", "access staging --policy reader=reader.json", "export staging/api", "import staging/api values.env --dry-run",
        "help", "help set", "version", "--version", "--help", "set --help",
    ];

    // These print nothing to stdout; so that a new command is not forgotten here.
    private static readonly string[] Silent = ["init", "set", "rm", "mv", "cp"];

    private const string World = """
        local-aws --bucket staging-secrets --key alias/old --key alias/new
        stdin 'the value of an example'
        coffer set staging/api/db-password
        exec sh -c 'coffer policy reader staging/api >reader.json'
        cp other.json coffer.json

        """;

    private const string Files = """
        -- values.env --
        OTHER=another
        -- coffer.json --
        { "environments": { "staging": { "key": "alias/old" } } }
        -- other.json --
        { "environments": { "staging": { "key": "alias/new" } } }
        """;

    public static TheoryData<string> Commands => [.. Lines];

    [Fact]
    public void Every_command_is_here()
    {
        using var app = new App();
        Assert.Empty(CommandLine.Root(app, null).Subcommands.Select(command => command.Name)
            .Except(Lines.Select(line => line.Split(' ')[0])).Except(Silent));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_full_device_is_an_error(string line) => await Scripted.PassesAsync(
        $"{World}! exec sh -c 'coffer {line} >/dev/full'\nexit 73\nstderr '^coffer: error: stdout cannot be written: the disk is full$'\n{Files}");

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_reader_that_left_is_none(string line) => await Scripted.PassesAsync(
        $"{World}mkfifo go\nexec sh -c '{{ read x <go; coffer {line} || test $? = 1; echo $? >code; }} | {{ exec <&-; echo >go; }}'\n"
            + $"! stderr 'stdout cannot be written'\ngrep '^0$' code\n{Files}");
}
