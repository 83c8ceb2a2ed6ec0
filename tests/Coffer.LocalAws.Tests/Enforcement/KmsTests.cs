using System.Text.Json.Nodes;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Enforcement;

/// <summary>Keys decide by their policy and their grants:
/// https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html</summary>
public sealed class KmsTests : EnforcedTest
{
    private const string Reader = "arn:aws:iam::000000000000:role/reader";

    [Fact]
    public async Task A_key_policy_that_hands_nothing_to_the_account_decides_alone()
    {
        using var reader = await RoleAsync("reader", Allow("kms:*"));
        using var other = await RoleAsync("other", Allow("kms:*"));
        using var bare = await RoleAsync("bare");
        var key = await KeyAsync($$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},
                  "Action":["kms:Encrypt","kms:PutKeyPolicy"],"Resource":"*"},
              {"Effect":"Allow","Principal":{"AWS":["{{Reader}}","arn:aws:iam::000000000000:role/bare"]},
                  "Action":"kms:Decrypt","Resource":"*"}]}
            """);
        var blob = await SealAsync(key);
        await OkAsync(reader.KmsAsync("Decrypt", Cipher(blob)));
        await OkAsync(bare.KmsAsync("Decrypt", Cipher(blob)));
        await OkAsync(other.KmsAsync("Encrypt", Plain(key)));
        await DeniedAsync(bare.KmsAsync("Encrypt", Plain(key)));

        // The root user is no exception.
        Assert.Equal(
            "400 AccessDeniedException User: arn:aws:iam::000000000000:root is not authorized to perform: kms:Decrypt on the resource "
            + "associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow "
            + "access, or a resource-based policy explicitly denies access",
            (await Root.KmsAsync("Decrypt", Cipher(blob))).ToString());
        var named = Cipher(blob);
        named["KeyId"] = key;
        Assert.Equal(
            "400 AccessDeniedException User: arn:aws:sts::000000000000:assumed-role/other/session is not authorized to perform: "
            + $"kms:Decrypt on resource: {key} because no resource-based policy allows the kms:Decrypt action",
            (await other.KmsAsync("Decrypt", named)).ToString());
    }

    [Fact]
    public async Task The_encryption_context_is_a_condition()
    {
        var key = await KeyAsync();
        using var reader = await RoleAsync("reader",
            Allow("kms:Decrypt", key, One("StringEquals", "kms:EncryptionContext:service", "api")));
        await OkAsync(reader.KmsAsync("Decrypt", Cipher(await SealAsync(key, ("service", "api")), ("service", "api"))));
        await DeniedAsync(reader.KmsAsync("Decrypt", Cipher(await SealAsync(key, ("service", "web")), ("service", "web"))));
        await DeniedAsync(reader.KmsAsync("Decrypt", Cipher(await SealAsync(key))));

        // Who may not, does not hear whether it would open.
        await DeniedAsync(reader.KmsAsync("Decrypt", Cipher(await SealAsync(key, ("service", "api")), ("service", "web"))));
        Assert.Equal("InvalidCiphertextException",
            (await reader.KmsAsync("Decrypt", Cipher(await SealAsync(key, ("service", "web")), ("service", "api")))).Code);
    }

    [Fact]
    public async Task ReEncrypt_needs_both_keys_and_knows_whether_they_are_one()
    {
        var (from, to) = (await KeyAsync(), await KeyAsync());
        var blob = await SealAsync(from);
        JsonObject Body(string destination) => new() { ["CiphertextBlob"] = blob, ["DestinationKeyId"] = destination };
        using var mover = await RoleAsync("mover");
        await PutAsync("mover", "p", Allow("kms:ReEncryptFrom", from));
        Assert.Contains("kms:ReEncryptTo", (await DeniedAsync(mover.KmsAsync("ReEncrypt", Body(to)))).Message, StringComparison.Ordinal);
        await PutAsync("mover", "p", Allow("kms:ReEncryptTo", to));
        Assert.Contains("kms:ReEncryptFrom", (await DeniedAsync(mover.KmsAsync("ReEncrypt", Body(to)))).Message, StringComparison.Ordinal);
        await PutAsync("mover", "p", Allow("kms:ReEncrypt*"));
        await OkAsync(mover.KmsAsync("ReEncrypt", Body(to)));
        await PutAsync("mover", "p", Allow("kms:ReEncrypt*", condition: One("Bool", "kms:ReEncryptOnSameKey", "true")));
        await DeniedAsync(mover.KmsAsync("ReEncrypt", Body(to)));
        await OkAsync(mover.KmsAsync("ReEncrypt", Body(from)));
    }

    [Fact]
    public async Task Aliases_need_the_alias_and_the_key()
    {
        var (key, other) = (await KeyAsync(), await KeyAsync());
        using var role = await RoleAsync("aliases");
        JsonObject Body(string target) => new() { ["AliasName"] = "alias/a", ["TargetKeyId"] = target };
        await PutAsync("aliases", "p", Allow("kms:*", "arn:aws:kms:*:*:alias/*"));
        await DeniedAsync(role.KmsAsync("CreateAlias", Body(key)));
        await PutAsync("aliases", "q", Allow("kms:*Alias", key));
        await OkAsync(role.KmsAsync("CreateAlias", Body(key)));
        await DeniedAsync(role.KmsAsync("UpdateAlias", Body(other)));
        await PutAsync("aliases", "q", Allow("kms:Decrypt", "arn:aws:kms:eu-west-1:000000000000:alias/a"));
        await DeniedAsync(role.KmsAsync("Decrypt", Cipher(await SealAsync(key))));
        await PutAsync("aliases", "q", Allow("kms:Encrypt", condition: One("StringEquals", "kms:RequestAlias", "alias/a")));
        await OkAsync(role.KmsAsync("Encrypt", Plain("alias/a")));
        await DeniedAsync(role.KmsAsync("Encrypt", Plain(key)));
        await PutAsync("aliases", "q", Allow("kms:Encrypt", condition: One("ForAnyValue:StringEquals", "kms:ResourceAliases", "alias/a")));
        await OkAsync(role.KmsAsync("Encrypt", Plain(key)));
        await DeniedAsync(role.KmsAsync("Encrypt", Plain(other)));
    }

    [Fact]
    public async Task A_grant_allows_what_it_says_until_it_ends()
    {
        var key = await KeyAsync();
        using var reader = await RoleAsync("reader");
        using var keeper = await RoleAsync("keeper");
        JsonObject Grant(string operation = "Decrypt") => new()
        {
            ["KeyId"] = key, ["GranteePrincipal"] = Reader, ["RetiringPrincipal"] = "arn:aws:iam::000000000000:role/keeper",
            ["Operations"] = new JsonArray(operation), ["Name"] = "g",
            ["Constraints"] = new JsonObject { ["EncryptionContextSubset"] = Map(("service", "api")) },
        };
        var api = Cipher(await SealAsync(key, ("service", "api"), ("secret", "a")), ("service", "api"), ("secret", "a"));
        var web = Cipher(await SealAsync(key, ("service", "web")), ("service", "web"));
        await DeniedAsync(reader.KmsAsync("CreateGrant", Grant()));
        await DeniedAsync(reader.KmsAsync("Decrypt", (JsonObject)api.DeepClone()));
        var made = await OkAsync(Root.KmsAsync("CreateGrant", Grant()));
        Assert.Equal(made["GrantId"].ToString(), (await OkAsync(Root.KmsAsync("CreateGrant", Grant())))["GrantId"].ToString());
        await OkAsync(reader.KmsAsync("Decrypt", (JsonObject)api.DeepClone()));
        await DeniedAsync(reader.KmsAsync("Decrypt", web));
        await DeniedAsync(reader.KmsAsync("Encrypt", Plain(key, ("service", "api"))));
        await DeniedAsync(keeper.KmsAsync("Decrypt", (JsonObject)api.DeepClone()));

        var listed = await OkAsync(Root.KmsAsync("ListGrants", new JsonObject { ["KeyId"] = key }));
        Assert.Equal(Reader, listed["Grants"].AsArray().Single()!["GranteePrincipal"]!.ToString());
        var retirable = new JsonObject { ["RetiringPrincipal"] = "arn:aws:iam::000000000000:role/keeper" };
        Assert.Single((await OkAsync(Root.KmsAsync("ListRetirableGrants", retirable)))["Grants"].AsArray());

        await DeniedAsync(reader.KmsAsync("RetireGrant", new JsonObject { ["GrantToken"] = made["GrantToken"].ToString() }));
        await OkAsync(keeper.KmsAsync("RetireGrant", new JsonObject { ["GrantToken"] = made["GrantToken"].ToString() }));
        await DeniedAsync(reader.KmsAsync("Decrypt", (JsonObject)api.DeepClone()));

        var second = await OkAsync(Root.KmsAsync("CreateGrant", Grant()));
        var named = new JsonObject { ["KeyId"] = key, ["GrantId"] = second["GrantId"].ToString() };
        await DeniedAsync(reader.KmsAsync("RevokeGrant", (JsonObject)named.DeepClone()));
        await OkAsync(reader.KmsAsync("Decrypt", (JsonObject)api.DeepClone()));
        await OkAsync(Root.KmsAsync("RevokeGrant", (JsonObject)named.DeepClone()));
        await DeniedAsync(reader.KmsAsync("Decrypt", (JsonObject)api.DeepClone()));
        Assert.Equal("NotFoundException", (await Root.KmsAsync("RevokeGrant", named)).Code);
        Assert.Equal("ValidationException", (await Root.KmsAsync("CreateGrant", Grant("Open"))).Code);
    }

    [Fact]
    public async Task Another_account_needs_the_key_policy_and_its_own()
    {
        var blob = await SealAsync(await KeyAsync());
        using var stranger = new WireCaller(Endpoint, Other);
        await DeniedAsync(stranger.KmsAsync("Decrypt", Cipher(blob)));
        var shared = await KeyAsync($$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"kms:*","Resource":"*"},
              {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{Other}}:root"},
                  "Action":["kms:Decrypt","kms:DisableKey"],"Resource":"*"}]}
            """);
        var open = Cipher(await SealAsync(shared));
        await OkAsync(stranger.KmsAsync("Decrypt", (JsonObject)open.DeepClone()));

        // Of that account, the root user may at once, a role by its own policy only. What changes a key is for its account alone.
        await OkAsync(stranger.IamAsync(
            "CreateRole", ("RoleName", "there"), ("AssumeRolePolicyDocument", Trust($$"""{"AWS":"{{Other}}"}"""))));
        using var there = await stranger.AssumeAsync($"arn:aws:iam::{Other}:role/there");
        await DeniedAsync(there.KmsAsync("Decrypt", (JsonObject)open.DeepClone()));
        await OkAsync(stranger.IamAsync(
            "PutRolePolicy", ("RoleName", "there"), ("PolicyName", "p"), ("PolicyDocument", Allow("kms:*", shared))));
        await OkAsync(there.KmsAsync("Decrypt", open));
        await DeniedAsync(stranger.KmsAsync("DisableKey", new JsonObject { ["KeyId"] = shared }));
        Assert.Empty((await OkAsync(stranger.KmsAsync("ListKeys", [])))["Keys"].AsArray());
        Assert.Equal("NotFoundException", (await stranger.KmsAsync("DescribeKey", new JsonObject { ["KeyId"] = shared[^36..] })).Code);
    }

    [Fact]
    public async Task To_try_needs_the_same()
    {
        var body = Plain(await KeyAsync());
        body["DryRun"] = true;
        using var stranger = await RoleAsync("stranger");
        await DeniedAsync(stranger.KmsAsync("Encrypt", (JsonObject)body.DeepClone()));
        Assert.Equal("DryRunOperationException", (await Root.KmsAsync("Encrypt", body)).Code);
    }
}
