using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Enforcement;

/// <summary>Buckets: in one account one policy is enough, across accounts both must allow.</summary>
public sealed class S3Tests : EnforcedTest
{
    private const string Bucket = "arn:aws:s3:::secrets";

    [Fact]
    public async Task In_one_account_one_policy_is_enough()
    {
        await BucketAsync();
        using var reader = await RoleAsync("reader");
        await DeniedAsync(reader.S3Async("GET", "/secrets/api/a"));
        await PolicyAsync("Allow", "arn:aws:iam::000000000000:role/reader", "s3:GetObject", $"{Bucket}/api/*");
        await OkAsync(reader.S3Async("GET", "/secrets/api/a"));
        await DeniedAsync(reader.S3Async("GET", "/secrets/web/a"));
        await PutAsync("reader", "p", Allow("s3:GetObject", $"{Bucket}/*"));
        await OkAsync(reader.S3Async("GET", "/secrets/web/a"));
        await PolicyAsync("Deny", "*", "s3:GetObject", $"{Bucket}/*");
        var denied = await DeniedAsync(reader.S3Async("GET", "/secrets/api/a"));
        Assert.EndsWith("with an explicit deny in a resource-based policy", denied.Message, StringComparison.Ordinal);
        await DeniedAsync(Root.S3Async("GET", "/secrets/api/a"));
    }

    [Fact]
    public async Task Who_locked_everybody_out_can_mend_it_as_root_user()
    {
        await BucketAsync();
        using var administrator = await RoleAsync("administrator", Allow("*"));
        await PolicyAsync("Deny", "*", "s3:*", $"{Bucket}\",\"{Bucket}/*");
        await DeniedAsync(administrator.S3Async("DELETE", "/secrets", "policy="));
        await DeniedAsync(Root.S3Async("GET", "/secrets", "versioning="));
        await OkAsync(Root.S3Async("DELETE", "/secrets", "policy="));
        await OkAsync(administrator.S3Async("GET", "/secrets/api/a"));
    }

    [Fact]
    public async Task Across_accounts_both_must_allow()
    {
        await BucketAsync();
        using var stranger = new WireCaller(Endpoint, Other);
        Assert.Equal("403 AccessDenied Access Denied", (await stranger.S3Async("GET", "/secrets/api/a")).ToString());
        await PolicyAsync("Allow", $"arn:aws:iam::{Other}:root", "s3:GetObject", $"{Bucket}/api/*");
        await OkAsync(stranger.S3Async("GET", "/secrets/api/a"));
        await DeniedAsync(stranger.S3Async("DELETE", "/secrets", "policy="));
        await OkAsync(stranger.IamAsync(
            "CreateRole", ("RoleName", "there"), ("AssumeRolePolicyDocument", Trust($$"""{"AWS":"{{Other}}"}"""))));
        using var there = await stranger.AssumeAsync($"arn:aws:iam::{Other}:role/there");
        await DeniedAsync(there.S3Async("GET", "/secrets/api/a"));
    }

    [Fact]
    public async Task Who_may_not_list_does_not_hear_what_is_not_there()
    {
        await BucketAsync();
        using var reader = await RoleAsync("reader", Allow("s3:GetObject*", $"{Bucket}/*"));
        var denied = await DeniedAsync(reader.S3Async("GET", "/secrets/api/none"));
        Assert.Contains("s3:ListBucket on resource: \"arn:aws:s3:::secrets\"", denied.Message, StringComparison.Ordinal);
        Assert.Equal(403, (await reader.S3Async("HEAD", "/secrets/api/none")).Status);
        var elsewhere = Uri.EscapeDataString((await OkAsync(Root.S3Async("GET", "/secrets", "prefix=web&versions="))).Value("VersionId"));
        Assert.Equal("403 AccessDenied", Short(await reader.S3Async("GET", "/secrets/api/a", $"versionId={elsewhere}")));
        await PutAsync("reader", "list", Allow("s3:ListBucket", Bucket));
        Assert.Equal("404 NoSuchVersion", Short(await reader.S3Async("GET", "/secrets/api/a", $"versionId={elsewhere}")));
        Assert.Equal("404 NoSuchKey", Short(await reader.S3Async("GET", "/secrets/api/none")));
        Assert.Equal("404 NoSuchBucket", Short(await reader.S3Async("GET", "/other-secrets/a")));
    }

    [Fact]
    public async Task Lists_are_held_to_a_prefix()
    {
        await BucketAsync();
        using var reader = await RoleAsync("reader", Allow("s3:ListBucket", Bucket, One("StringLike", "s3:prefix", "api/*")));
        await OkAsync(reader.S3Async("GET", "/secrets", "list-type=2&prefix=api%2F"));
        await OkAsync(reader.S3Async("GET", "/secrets", "prefix=api%2F"));
        await DeniedAsync(reader.S3Async("GET", "/secrets", "list-type=2&prefix=web%2F"));
        await DeniedAsync(reader.S3Async("GET", "/secrets", "list-type=2"));
        await DeniedAsync(reader.S3Async("GET", "/secrets", "prefix=api%2F&versions="));
    }

    [Fact]
    public async Task Versions_are_permissions_of_their_own()
    {
        await BucketAsync();
        using var reader = await RoleAsync("reader", Allow("s3:GetObject", $"{Bucket}/*"));
        using var writer = await RoleAsync("writer", Allow("s3:DeleteObject", $"{Bucket}/*"));
        var list = await OkAsync(Root.S3Async("GET", "/secrets", "versions="));
        var version = Uri.EscapeDataString(list.Value("VersionId"));
        await DeniedAsync(reader.S3Async("GET", "/secrets/api/a", $"versionId={version}"));
        await DeniedAsync(writer.S3Async("DELETE", "/secrets/api/a", $"versionId={version}"));
        await PutAsync("reader", "p",
            Allow("s3:GetObjectVersion", $"{Bucket}/*", One("StringEquals", "s3:VersionId", list.Value("VersionId"))));
        await OkAsync(reader.S3Async("GET", "/secrets/api/a", $"versionId={version}"));
        await PutAsync("reader", "p", Allow("s3:GetObjectVersion", $"{Bucket}/*", One("StringEquals", "s3:VersionId", "other")));
        await DeniedAsync(reader.S3Async("GET", "/secrets/api/a", $"versionId={version}"));
    }

    [Fact]
    public async Task What_is_copied_must_be_readable_and_what_is_set_with_an_object_allowed()
    {
        await BucketAsync();
        using var writer = await RoleAsync("writer", Allow("s3:PutObject", $"{Bucket}/*"));
        Dictionary<string, string> copy = new() { ["x-amz-copy-source"] = "/secrets/api/a" };
        Dictionary<string, string> tagging = new() { ["x-amz-tagging"] = "k=v" };
        await DeniedAsync(writer.S3Async("PUT", "/secrets/api/b", headers: copy));
        await DeniedAsync(writer.S3Async("PUT", "/secrets/api/b", headers: tagging));
        await PutAsync("writer", "p", Allow("s3:GetObject", $"{Bucket}/*"));
        await PutAsync("writer", "q", Allow("s3:PutObjectTagging", $"{Bucket}/*", One("StringEquals", "s3:RequestObjectTag/k", "v")));
        await OkAsync(writer.S3Async("PUT", "/secrets/api/b", headers: copy));
        await OkAsync(writer.S3Async("PUT", "/secrets/api/c", headers: tagging));
        tagging["x-amz-tagging"] = "k=w";
        await DeniedAsync(writer.S3Async("PUT", "/secrets/api/c", headers: tagging));

        // The copy of a tagged object has its tags.
        copy["x-amz-copy-source"] = "/secrets/api/c";
        await DeniedAsync(writer.S3Async("PUT", "/secrets/api/d", headers: copy));
        await PutAsync("writer", "r", Allow("s3:*ObjectTagging", $"{Bucket}/*"));
        await OkAsync(writer.S3Async("PUT", "/secrets/api/d", headers: copy));
        await PutAsync("writer", "p", Allow("s3:GetObject", $"{Bucket}/*", One("StringEquals", "s3:ExistingObjectTag/k", "v")));
        await OkAsync(writer.S3Async("GET", "/secrets/api/d"));
        await DeniedAsync(writer.S3Async("GET", "/secrets/api/a"));
    }

    [Fact]
    public async Task An_object_under_a_key_needs_the_key_too()
    {
        await BucketAsync();
        using var there = new WireCaller(Endpoint, region: "us-east-1");
        var key = (await OkAsync(there.KmsAsync("CreateKey", [])))["KeyMetadata"]["Arn"]!.ToString();
        using var role = await RoleAsync("role", Allow("s3:*"));
        Dictionary<string, string> sealing = new()
        {
            ["x-amz-server-side-encryption"] = "aws:kms", ["x-amz-server-side-encryption-aws-kms-key-id"] = key,
        };
        var denied = await DeniedAsync(role.S3Async("PUT", "/secrets/api/k", headers: sealing));
        Assert.Contains("kms:GenerateDataKey", denied.Message, StringComparison.Ordinal);
        await OkAsync(Root.S3Async("PUT", "/secrets/api/k", headers: sealing));
        Assert.Contains("kms:Decrypt", (await DeniedAsync(role.S3Async("GET", "/secrets/api/k"))).Message, StringComparison.Ordinal);
        await PutAsync("role", "k", Allow("kms:Decrypt", key, One("StringEquals", "kms:ViaService", "s3.us-east-1.amazonaws.com")));
        await OkAsync(role.S3Async("GET", "/secrets/api/k"));
    }

    private static string Short(WireAnswer answer) => $"{answer.Status} {answer.Code}";

    private async Task BucketAsync()
    {
        await OkAsync(Root.S3Async("PUT", "/secrets"));
        await OkAsync(Root.S3Async(
            "PUT", "/secrets", "versioning=", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"));
        await OkAsync(Root.S3Async("PUT", "/secrets/api/a"));
        await OkAsync(Root.S3Async("PUT", "/secrets/web/a"));
    }

    private Task<WireAnswer> PolicyAsync(string effect, string principal, string action, string resource) => OkAsync(Root.S3Async(
        "PUT", "/secrets", "policy=", $$"""
        {"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Principal":{"AWS":"{{principal}}"},
            "Action":"{{action}}","Resource":["{{resource}}"]}]}
        """));
}
