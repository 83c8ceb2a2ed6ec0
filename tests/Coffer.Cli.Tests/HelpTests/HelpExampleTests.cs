using System.Text;
using Coffer.Cli.Help;
using Coffer.Cli.Tests.RunnerTests;
using Xunit;

namespace Coffer.Cli.Tests.HelpTests;

/// <summary>The examples of the help pages are run as they stand, each command's in a repository of its own.</summary>
public sealed class HelpExampleTests
{
    private const int LeastExamples = 34;

    private const string World = """
        local-aws --bucket staging-secrets --key alias/staging-secrets
        exec git init -q .
        coffer init staging
        stdin 'the value of an example'
        coffer set staging/api/db-password
        coffer set staging/api/old-token --generate
        coffer push staging
        coffer status staging
        exec sh -c 'coffer policy reader staging/api >reader.json'
        exec sh -c 'echo "{\"Records\":[]}" >logs/trail.json'
        exec git add .
        exec git commit -qm secrets
        env EDITOR=true

        """;

    /// <summary>Files alone do not say which key an alias is.</summary>
    private const string Key = "arn:aws:kms:us-east-1:000000000000:key/11111111-2222-3333-4444-555555555555";

    private const string Files = """
        -- values.env --
        OTHER=another
        -- logs/one.json --
        {"Records":[{"userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/one"},
        "eventTime":"2026-11-01T10:02:00Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt","requestParameters":{
        "encryptionContext":{"environment":"staging","service":"api","secret":"token"}}}]}
        """;

    public static TheoryData<string> Commands =>
        [.. CommandGuide.All.Where(guide => guide.Value.Examples.Length > 0).Select(guide => guide.Key)];

    [NativeFact]
    public void No_example_is_lost() => Assert.True(CommandGuide.All.Values.Sum(guide => guide.Examples.Length) >= LeastExamples);

    [NativeTheory]
    [MemberData(nameof(Commands))]
    public async Task It_runs(string command)
    {
        var script = new StringBuilder(command == "init" ? "" : World);
        if (command == "access")
        {
            script.Append($"exec sed -i s,alias/staging-secrets,{Key}, coffer.json\n");
        }

        foreach (var example in CommandGuide.All[command].Examples)
        {
            Assert.StartsWith($"coffer {command}", example, StringComparison.Ordinal);
            script.Append(example.StartsWith("coffer set ", StringComparison.Ordinal) && !example.Contains("--", StringComparison.Ordinal)
                ? "stdin 'another value'\n"
                : "");
            script.Append(example).Append("\nexit 0\n");
        }

        await Scripted.PassesAsync(script.Append(Files).ToString());
    }
}
