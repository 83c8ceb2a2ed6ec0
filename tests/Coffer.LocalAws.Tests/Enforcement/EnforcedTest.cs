using System.Text.Json.Nodes;
using Coffer.LocalAws.Hosting;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Enforcement;

/// <summary>A test on a server where policies decide; its root user makes what the test needs.</summary>
public abstract class EnforcedTest : IAsyncLifetime
{
    private protected const string Account = "000000000000";
    private protected const string Other = "111122223333";

    private LocalServer? server;

    private protected AdjustableClock Clock { get; } = new();

    private protected WireCaller Root { get; private set; } = null!;

    private protected virtual Options Options { get; } = new() { Port = 0, EnforceIam = true };

    private protected Uri Endpoint => server!.Endpoint;

    public async ValueTask InitializeAsync()
    {
        server = await LocalServer.StartAsync(Options, Clock);
        Root = new WireCaller(server.Endpoint);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Root.Dispose();
        await server!.DisposeAsync();
    }

    private protected static string Trust(
        string principal = """{"AWS":"arn:aws:iam::000000000000:root"}""", string action = "sts:AssumeRole",
        string condition = "{}") => $$"""
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Principal":{{principal}},"Action":"{{action}}","Condition":{{condition}}}]}
        """;

    private protected static string Policy(string effect, string action, string resource = "*", string condition = "{}") => $$"""
        {"Version":"2012-10-17","Statement":[
          {"Sid":"S","Effect":"{{effect}}","Action":"{{action}}","Resource":"{{resource}}","Condition":{{condition}}}]}
        """;

    private protected static string One(string @operator, string key, string value) =>
        $"{{\"{@operator}\":{{\"{key}\":\"{value}\"}}}}";

    private protected static string Allow(string action, string resource = "*", string condition = "{}") =>
        Policy("Allow", action, resource, condition);

    /// <summary>A role with inline policies, as one of its sessions.</summary>
    private protected async Task<WireCaller> RoleAsync(string name, params string[] policies)
    {
        await OkAsync(Root.IamAsync("CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", Trust())));
        for (var i = 0; i < policies.Length; i++)
        {
            await PutAsync(name, $"p{i}", policies[i]);
        }

        return await Root.AssumeAsync(name);
    }

    private protected Task PutAsync(string role, string name, string policy) =>
        OkAsync(Root.IamAsync("PutRolePolicy", ("RoleName", role), ("PolicyName", name), ("PolicyDocument", policy)));

    private protected async Task<string> KeyAsync(string? policy = null)
    {
        var body = new JsonObject();
        if (policy is not null)
        {
            body["Policy"] = policy;
        }

        return (await OkAsync(Root.KmsAsync("CreateKey", body)))["KeyMetadata"]["Arn"]!.ToString();
    }

    private protected static JsonObject Plain(string key, params (string Name, string Value)[] context) =>
        new() { ["KeyId"] = key, ["Plaintext"] = "dmFsdWU=", ["EncryptionContext"] = Map(context) };

    private protected static JsonObject Map(params (string Name, string Value)[] pairs) =>
        new(pairs.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Name, pair.Value)));

    private protected async Task<string> SealAsync(string key, params (string Name, string Value)[] context) =>
        (await OkAsync(Root.KmsAsync("Encrypt", Plain(key, context))))["CiphertextBlob"].ToString();

    private protected static JsonObject Cipher(string blob, params (string Name, string Value)[] context) =>
        new() { ["CiphertextBlob"] = blob, ["EncryptionContext"] = Map(context) };

    private protected static async Task<WireAnswer> OkAsync(Task<WireAnswer> call)
    {
        var answer = await call;
        Assert.True(answer.Status is 200 or 204, answer.ToString());
        return answer;
    }

    private protected static async Task<WireAnswer> DeniedAsync(Task<WireAnswer> call)
    {
        var answer = await call;
        Assert.True(answer.IsDenied, answer.ToString());
        return answer;
    }
}
