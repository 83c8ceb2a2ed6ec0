using Coffer.Cli.Tests.RunnerTests;
using Xunit;

namespace Coffer.Cli.Tests.OutputTests;

/// <summary>
/// Every command that prints, on a stdout that is full or gone: what was not written is an error (73), and a reader that left is none.
/// </summary>
public sealed class LostOutputTests
{
    private const int LeastLines = 34;

    // Each of these prints something to stdout in the world below.
    private static readonly string[] Lines =
    [
        "get staging/api/token", "list", "list --json", "list --tree", "get staging/api/ --format json", "inspect staging/api/ --json",
        "inspect staging/api/token", "inspect staging/api/token --json", "verify --json",
        "status staging", "status staging --json", "exec staging/api --dry-run", "rekey staging/old --from alias/old --dry-run",
        "adopt staging/unbound --dry-run", "policy reader staging/api", "access staging --policy reader=reader.json --key $KEY_ARN --json",
        "export staging/api", "diff staging/api staging/worker", "diff staging staging --json", "inspect --textconv staging/api/token",
        "import staging/api values.env --dry-run", "audit logs",
        "completion bash", "complete -- sta", "history staging/api/token", "doctor staging", "key show staging/worker",
        "push staging --dry-run --json", "help", "help set", "version", "--version", "--help", "set --help",
    ];

    // These print nothing to stdout; so that a new command is not forgotten here.
    private static readonly string[] Silent = ["init", "set", "generate", "rm", "mv", "cp", "edit"];

    private const string World = """
        local-aws --bucket staging-secrets
        key alias/old
        key alias/secrets
        stdin 'the value of an example'
        coffer set staging/api/token
        exec git init -q .
        exec git add staging
        exec git commit -qm one
        coffer key create staging/worker
        coffer set staging/worker/token --generate
        mkdir staging/old staging/unbound
        kms-encrypt alias/old values.env staging/old/token environment=staging,service=old,secret=token
        kms-encrypt alias/secrets values.env staging/unbound/token
        exec sh -c 'coffer policy reader staging/api >reader.json'
        mkfifo go

        """;

    private const string Files = """
        -- values.env --
        OTHER=another
        -- logs/one.json --
        {"Records":[{"userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/one"},
        "eventTime":"2026-11-01T10:02:00Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt","requestParameters":{
        "encryptionContext":{"environment":"staging","service":"api","secret":"token"}}}]}
        -- coffer.json --
        { "environments": { "staging": {} } }
        """;

    [NativeFact]
    public void Every_command_is_here()
    {
        using var app = new App();
        Assert.Empty(CommandLine.Root(app, null).Subcommands.Select(command => command.Name)
            .Except(Lines.Select(line => line.Split(' ')[0])).Except(Silent));
        Assert.True(Lines.Length >= LeastLines);
    }

    [NativeFact]
    public async Task A_full_device_is_an_error() => await Scripted.PassesAsync(World + string.Concat(Lines.Select(line =>
        $"! exec sh -c \"coffer {line} >/dev/full\"\nexit 73\n"
            + "stderr '^coffer: error: stdout cannot be written: the disk is full$'\n")) + Files);

    // The reader closes its end, and then lets the command begin.
    [NativeFact]
    public async Task A_reader_that_left_is_none() => await Scripted.PassesAsync(World + string.Concat(Lines.Select(line =>
        $"exec sh -c \"{{ read x <go; coffer {line}; test \\$? -le 1 && echo fine >code; }} | {{ exec <&-; echo >go; }}\"\n"
            + "! stderr 'stdout cannot be written'\nexists code\nrm code\n")) + Files);
}
