using System.Text.Json.Nodes;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Enforcement;

/// <summary><c>coffer-local events</c>: what happens, as a person reads it while it happens.</summary>
public sealed class EventTableTests : EnforcedTest, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public EventTableTests() => Options = new Options { Port = 0, EnforceIam = true, Events = Path.Combine(folder.Path, "events.jsonl") };

    private protected override Options Options { get; }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Each_event_is_a_row_as_it_comes()
    {
        using var table = ServerProcess.Launch(["events", Options.Events!, "--follow"]);
        try
        {
            Assert.Equal(["TIME", "WHO", "ACTION", "WHAT", "OUTCOME"], Words(await NextAsync(table)));
            var key = await KeyAsync();
            Assert.Equal(["root of 000000000000", "kms:CreateKey"], Words(await NextAsync(table))[1..3]);
            using var api = await RoleAsync("api", Allow("kms:*", condition: One("StringEquals", "kms:EncryptionContext:service", "api")));
            await NextAsync(table, "iam:PutRolePolicy");
            await api.KmsAsync("Encrypt", Plain(key, ("environment", "staging"), ("service", "api"), ("secret", "db-password")));
            var done = Words(await NextAsync(table, "kms:Encrypt"));
            Assert.Equal(["role api", "kms:Encrypt", "staging/api/db-password"], done[1..4]);
            Assert.StartsWith("allowed: statement 'S' of policy 'p0'", done[4], StringComparison.Ordinal);
            await api.KmsAsync("Encrypt", Plain(key, ("environment", "staging"), ("service", "w\u001b[31meb"), ("secret", "db-password")));
            var refused = Words(await NextAsync(table, "kms:Encrypt"));
            Assert.Equal("staging/w?[31meb/db-password", refused[3]);
            Assert.StartsWith("AccessDenied: ", refused[4], StringComparison.Ordinal);
            await Root.S3Async("PUT", "/secrets");
            Assert.Equal(["s3:CreateBucket", "secrets"], Words(await NextAsync(table, "s3:CreateBucket"))[2..4]);
        }
        finally
        {
            table.Kill();
            await table.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_file_is_shown_to_its_end()
    {
        await KeyAsync();
        await Root.KmsAsync("ListKeys", new JsonObject());
        await File.AppendAllTextAsync(
            Path.Combine(folder.Path, "other.jsonl"), "no event\n{}\n" + await ReadAsync(), TestContext.Current.CancellationToken);
        var (code, output, errors) = await ServerProcess.RunAsync("events", Path.Combine(folder.Path, "other.jsonl"));
        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(["ACTION", "kms:CreateKey", "kms:ListKeys"], output.Split('\n')[..^1].Select(line => Words(line)[2]));
        (code, _, errors) = await ServerProcess.RunAsync("events", Path.Combine(folder.Path, "none.jsonl"));
        Assert.Equal(66, code);
        Assert.Contains("none.jsonl", errors, StringComparison.Ordinal);
    }

    private async Task<string> ReadAsync()
    {
        await using var file = new FileStream(Options.Events!, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string> NextAsync(System.Diagnostics.Process table, string action = "")
    {
        while (true)
        {
            var line = await table.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            if (line is null || line.Contains(action, StringComparison.Ordinal))
            {
                return line ?? throw new InvalidOperationException("the table has ended");
            }
        }
    }

    private static string[] Words(string line) => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
