using System.Text.Json.Nodes;
using Coffer.LocalAws.Services.Ecs;
using Coffer.LocalAws.Services.Iam;
using Coffer.LocalAws.Services.Kms;
using Coffer.LocalAws.Services.Logs;
using Coffer.LocalAws.Services.S3;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Enforcement;

/// <summary>No action is forgotten: a stranger is refused by every one that a service has, and an administrator by none.</summary>
public sealed class EveryActionTests : EnforcedTest
{
    [Fact]
    public async Task Every_action_of_KMS()
    {
        var key = await KeyAsync();
        var blob = await SealAsync(key);
        await OkAsync(Root.KmsAsync("CreateAlias", new JsonObject { ["AliasName"] = "alias/a", ["TargetKeyId"] = key }));
        var grant = await OkAsync(Root.KmsAsync("CreateGrant", new JsonObject
        {
            ["KeyId"] = key, ["GranteePrincipal"] = "arn:aws:iam::000000000000:root", ["Operations"] = new JsonArray("Decrypt"),
        }));
        JsonObject Body(string action) => new()
        {
            ["KeyId"] = key, ["TargetKeyId"] = key, ["DestinationKeyId"] = key, ["CiphertextBlob"] = blob, ["Plaintext"] = "YQ==",
            ["AliasName"] = action == "CreateAlias" ? "alias/b" : "alias/a", ["GrantId"] = grant["GrantId"].ToString(),
            ["Operations"] = new JsonArray("Decrypt"), ["GranteePrincipal"] = "arn:aws:iam::000000000000:root",
            ["RetiringPrincipal"] = "arn:aws:iam::000000000000:root", ["NumberOfBytes"] = 32,
            ["Description"] = "d", ["ReplicaRegion"] = "us-east-1", ["PrimaryRegion"] = "us-east-1",
        };
        await AllAsync(KmsActions.Table.Keys, (caller, action) => caller.KmsAsync(action, Body(action)));
    }

    [Fact]
    public async Task Every_action_of_IAM()
    {
        await OkAsync(Root.IamAsync("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Trust())));
        await OkAsync(Root.IamAsync("CreateUser", ("UserName", "u")));
        (string Name, string Value)[] parameters =
        [
            ("RoleName", "r"), ("UserName", "u"), ("InstanceProfileName", "i"), ("PolicyName", "p"), ("PolicyDocument", Allow("s3:*")),
            ("PolicyArn", "arn:aws:iam::000000000000:policy/p"), ("AssumeRolePolicyDocument", Trust()), ("VersionId", "v1"),
            ("Url", "https://example.com"), ("OpenIDConnectProviderArn", "arn:aws:iam::000000000000:oidc-provider/example.com"),
            ("ClientID", "c"), ("PermissionsBoundary", "arn:aws:iam::000000000000:policy/p"), ("Status", "Active"),
            ("AccessKeyId", "AKIAAAAAAAAAAAAAAAAA"), ("PolicySourceArn", "arn:aws:iam::000000000000:role/r"),
            ("ActionNames.member.1", "s3:GetObject"), ("PolicyInputList.member.1", Allow("s3:*")), ("TagKeys.member.1", "k"),
            ("GroupName", "g"), ("AWSServiceName", "ecs.amazonaws.com"),
            ("DeletionTaskId", "task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/1"),
        ];
        await AllAsync(IamActions.Table.Keys, (caller, action) => caller.IamAsync(action, parameters));
    }

    [Fact]
    public Task Every_action_of_ECS() => AllAsync(EcsActions.Table.Keys, (caller, action) => caller.EcsAsync(action, new JsonObject
    {
        ["family"] = "f", ["serviceName"] = "s", ["service"] = "s", ["taskDefinition"] = "f", ["cluster"] = "c", ["task"] = "t",
        ["resourceArn"] = "arn:aws:ecs:eu-west-1:000000000000:cluster/c",
    }));

    [Fact]
    public async Task Every_action_of_CloudWatch_Logs()
    {
        await AllAsync(LogsService.Table.Keys, 8, (caller, action) => caller.LogsAsync(
            action, action.Contains("Resource", StringComparison.Ordinal)
                ? new JsonObject { ["resourceArn"] = "arn:aws:logs:eu-west-1:000000000000:log-group:g", ["tags"] = new JsonObject() }
                : new JsonObject { ["logGroupName"] = "g" }));
        using var one = await RoleAsync("one", Allow("logs:*", "arn:aws:logs:*:*:log-group:/ecs/staging/*"));
        await OkAsync(one.LogsAsync("CreateLogGroup", new JsonObject { ["logGroupName"] = "/ecs/staging/api" }));
        await DeniedAsync(one.LogsAsync("CreateLogGroup", new JsonObject { ["logGroupName"] = "/ecs/production/api" }));
    }

    [Fact]
    public async Task Every_action_of_S3()
    {
        await OkAsync(Root.S3Async("PUT", "/bucket"));
        await OkAsync(Root.S3Async("PUT", "/bucket/key"));

        // What deletes the bucket comes last; a list of objects is refused one by one.
        var entries = S3ActionTable.Served.OrderBy(entry => entry == "DELETE bucket").ToList();
        await AllAsync(entries, (caller, entry) => SendAsync(caller, entry));
    }

    private static Task<WireAnswer> SendAsync(WireCaller caller, string entry)
    {
        var words = entry.Split(' ');
        var headers = new Dictionary<string, string>();
        if (words is [_, _, "copy", ..])
        {
            headers["x-amz-copy-source"] = "/bucket/key";
        }

        var sub = words.Length > 2 && words[^1] != "copy" ? words[^1] : "";
        var query = sub.Length == 0 ? "" : $"{sub}={(sub == "list-type" ? "2" : "")}";
        var path = words[1] switch { "service" => "/", "bucket" => "/bucket", _ => "/bucket/key" };
        if (entry != "POST bucket delete")
        {
            return caller.S3Async(words[0], path, query, "", headers);
        }

        const string body = "<Delete><Object><Key>key</Key></Object></Delete>";
#pragma warning disable CA5351 // S3 asks for it.
        headers["content-md5"] = Convert.ToBase64String(
            System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(body)));
#pragma warning restore CA5351
        return caller.S3Async("POST", path, query, body, headers);
    }

    private Task AllAsync(IEnumerable<string> actions, Func<WireCaller, string, Task<WireAnswer>> send) => AllAsync(actions, 11, send);

    private async Task AllAsync(IEnumerable<string> actions, int least, Func<WireCaller, string, Task<WireAnswer>> send)
    {
        using var stranger = await RoleAsync("stranger");
        using var administrator = await RoleAsync("administrator", Allow("*"));
        var wrong = new List<string>();
        var all = actions.Order(StringComparer.Ordinal).ToList();
        foreach (var action in all)
        {
            var refused = await send(stranger, action);
            var isRefused = refused.IsDenied
                || refused.Body.Contains("<Error><Key>key</Key><Code>AccessDenied</Code>", StringComparison.Ordinal);
            if (!isRefused)
            {
                wrong.Add($"stranger {action}: {refused}");
            }
        }

        foreach (var action in actions)
        {
            var answer = await send(administrator, action);
            if (answer.IsDenied)
            {
                wrong.Add($"administrator {action}: {answer}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(all.Count >= least, "too few actions to believe it");
    }
}
