using System.Text.Json.Nodes;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Enforcement;

/// <summary>The log says which statement decided, and what did not hold.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task The_log_says_why()
    {
        using var server = await ServerProcess.StartAsync("--port", "0", "--enforce-iam", "--log", "--key", "alias/a");
        using var root = new WireCaller(server.Endpoint, region: "us-east-1");
        const string policy = """
            {"Version":"2012-10-17","Statement":[{"Sid":"Own","Effect":"Allow","Action":"kms:Encrypt","Resource":"*",
              "Condition":{"StringEquals":{"kms:EncryptionContext:service":"api"}}}]}
            """;
        const string trust =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}]}""";
        await root.IamAsync("CreateRole", ("RoleName", "api"), ("AssumeRolePolicyDocument", trust));
        await root.IamAsync("PutRolePolicy", ("RoleName", "api"), ("PolicyName", "own"), ("PolicyDocument", policy));
        using var api = await root.AssumeAsync("api");
        using var there = api.In("us-east-1");
        foreach (var service in (string[])["api", "web"])
        {
            await there.KmsAsync("Encrypt", new JsonObject
            {
                ["KeyId"] = "alias/a", ["Plaintext"] = "c2VjcmV0LXZhbHVl", ["EncryptionContext"] = new JsonObject { ["service"] = service },
            });
        }

        await server.SignalAsync("-TERM");
        var log = await server.Process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var lines = log.Split('\n');
        const string who = "arn:aws:sts::000000000000:assumed-role/api/session";
        Assert.Contains(lines,
            line => line.StartsWith("coffer-local: note: this is http, so aws:SecureTransport is false", StringComparison.Ordinal));
        Assert.Contains(lines,
            line => line.StartsWith($"kms Encrypt 200 {who} allowed: statement 'Own' of policy 'own'", StringComparison.Ordinal));
        Assert.Contains(lines,
            line => line.StartsWith($"kms Encrypt 400 {who} denied: no policy of the caller allows kms:Encrypt", StringComparison.Ordinal)
            && line.Contains("nearest is statement 'Own' of policy 'own'", StringComparison.Ordinal)
            && line.Contains("kms:EncryptionContext:service", StringComparison.Ordinal));
        Assert.DoesNotContain("c2VjcmV0LXZhbHVl", log, StringComparison.Ordinal);
    }
}
