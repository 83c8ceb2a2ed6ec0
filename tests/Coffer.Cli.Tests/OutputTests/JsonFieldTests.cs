using System.CommandLine;
using System.Text.Json;
using Xunit;

namespace Coffer.Cli.Tests.OutputTests;

/// <summary>The manual names the fields that <c>--json</c> prints, all of them and no others, of every command that has it.</summary>
public sealed class JsonFieldTests(JsonRepository world) : IClassFixture<JsonRepository>
{
    private const int LeastRows = 18;
    private const string Key = JsonRepository.Key;

    /// <summary>Lines whose answers together have every field of a row. $0 is coffer.</summary>
    private static readonly Dictionary<string, string[]> Lines = new(StringComparer.Ordinal)
    {
        ["access"] = [$"\"$0\" access staging --policy reader=json/reader --key {Key} --assert json/assert --json"],
        ["access --prove"] = [$"\"$0\" access staging --policy reader=json/reader --key {Key} --prove json/prove --json"],
        ["adopt"] = ["\"$0\" adopt staging --dry-run --json"],
        ["audit"] = [$"\"$0\" audit json/trail --policy reader=json/reader --key {Key} --json"],
        ["audit --each"] = [$"\"$0\" audit json/trail --each --policy reader=json/reader --key {Key} --json"],
        ["diff"] = ["\"$0\" diff staging/api/SECRET_01 staging/api/SECRET_02 --json"],
        ["doctor"] = ["\"$0\" doctor staging --json"],
        ["exec --dry-run"] =
        [
            "\"$0\" exec staging/api --only SECRET_01,'SECRET_1*' --base64 SECRET_01 --dry-run --json",
            "\"$0\" exec staging/api --dir /dev/shm/json-field-test --dry-run --json",
        ],
        ["history"] = ["\"$0\" history staging/api/SECRET_01 --events json/trail --json"],
        ["import"] = ["echo NEW=value | \"$0\" import staging/web --format dotenv --dry-run --json"],
        ["inspect"] = ["\"$0\" inspect staging/api/SECRET_01 --json", "\"$0\" inspect 'staging/api/SECRET_0*' --json"],
        ["key show"] = ["\"$0\" key show staging/pair --json"],
        ["list"] = ["\"$0\" list staging --json"],
        ["push"] = ["\"$0\" push staging --allow-empty --dry-run --json"],
        ["rekey"] = ["\"$0\" rekey staging --dry-run --json"],
        ["status"] =
        [
            "COFFER_BUCKET=staging-secrets COFFER_SERVICE=api COFFER_ENVIRONMENT=staging COFFER_RELEASE=sha256:"
                + "0000000000000000000000000000000000000000000000000000000000000000@none \"$0\" status staging --allow-empty --json",
        ],
        ["verify"] = ["\"$0\" verify --json"],
    };

    // It needs tasks that run: RunningStatusTests holds it.
    private static readonly string[] Elsewhere = ["status --running"];

    public static TheoryData<string> Rows => [.. Lines.Keys];

    [Fact]
    public void Each_command_with_json_has_a_row_and_each_row_lines()
    {
        Assert.InRange(JsonTable.Rows.Count, LeastRows, int.MaxValue);
        Assert.Equal(JsonTable.Rows.Keys.Order(StringComparer.Ordinal), Lines.Keys.Concat(Elsewhere).Order(StringComparer.Ordinal));
        using var app = new App();
        var commands = WithJson(CommandLine.Root(app, null), "");
        Assert.Equal(
            commands.Order(StringComparer.Ordinal),
            JsonTable.Rows.Keys.Select(row => row.Split(" --")[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [NativeTheory]
    [MemberData(nameof(Rows))]
    public async Task The_fields_are_those_of_the_manual(string row)
    {
        List<JsonElement> answers = [];
        foreach (var line in Lines[row])
        {
            var result = await world.Repository.ShellAsync(line);
            Assert.True(result.ExitCode is 0 or 1 && result.Stdout.Length > 0, $"{line} ended {result.ExitCode}: {result.StderrText}");
            using var parsed = JsonDocument.Parse(result.Stdout);
            answers.Add(parsed.RootElement.Clone());
        }

        Assert.Equal(JsonTable.Rows[row], JsonTable.FieldsOf(answers));
    }

    private static IEnumerable<string> WithJson(Command command, string path) =>
        command.Subcommands.SelectMany(sub => WithJson(sub, $"{path} {sub.Name}".TrimStart()))
            .Concat(command.Options.Any(option => option.Name == "--json") ? [path] : []);
}
