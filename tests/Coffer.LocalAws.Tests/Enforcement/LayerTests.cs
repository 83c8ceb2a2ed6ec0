using System.Text.Json.Nodes;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Enforcement;

/// <summary>Each kind of policy decides, in AWS's words.</summary>
public sealed class LayerTests : EnforcedTest
{
    private static readonly JsonObject Nothing = [];

    [Fact]
    public async Task A_role_without_policies_may_nothing_and_hears_so_in_each_services_words()
    {
        var key = await KeyAsync();
        await OkAsync(Root.S3Async("PUT", "/staging-secrets"));
        using var nobody = await RoleAsync("nobody");
        const string me = "User: arn:aws:sts::000000000000:assumed-role/nobody/session is not authorized to perform: ";

        (Task<WireAnswer> Call, string Expected)[] cases =
        [
            (nobody.KmsAsync("DescribeKey", new JsonObject { ["KeyId"] = key }),
                $"400 AccessDeniedException {me}kms:DescribeKey on resource: "
                + $"{key} because no identity-based policy allows the kms:DescribeKey action"),
            (nobody.S3Async("GET", "/staging-secrets/api/a"), $"403 AccessDenied {me}s3:GetObject on resource: "
                + "\"arn:aws:s3:::staging-secrets/api/a\" because no identity-based policy allows the s3:GetObject action"),
            (nobody.IamAsync("GetRole", ("RoleName", "nobody")), $"403 AccessDenied {me}iam:GetRole on resource: "
                + "arn:aws:iam::000000000000:role/nobody because no identity-based policy allows the iam:GetRole action"),
            (nobody.EcsAsync("CreateCluster", Nothing), $"400 AccessDeniedException {me}ecs:CreateCluster on resource: "
                + "* because no identity-based policy allows the ecs:CreateCluster action"),
            (nobody.StsAsync("AssumeRole", ("RoleArn", "arn:aws:iam::000000000000:role/nobody"), ("RoleSessionName", "again")),
                $"403 AccessDenied {me}sts:AssumeRole on resource: arn:aws:iam::000000000000:role/nobody"),
        ];
        foreach (var (call, expected) in cases)
        {
            Assert.Equal(expected, (await call).ToString());
        }

        Assert.Equal(5, cases.Length);
        await OkAsync(nobody.StsAsync("GetCallerIdentity"));
        Assert.Equal("403 403 ", (await nobody.S3Async("HEAD", "/staging-secrets")).ToString());
    }

    [Fact]
    public async Task Managed_policies_decide_by_their_default_version()
    {
        var key = await KeyAsync();
        var describe = new JsonObject { ["KeyId"] = key };
        using var role = await RoleAsync("managed");
        var arn = (await OkAsync(Root.IamAsync("CreatePolicy", ("PolicyName", "m"), ("PolicyDocument", Allow("s3:*"))))).Value("Arn");
        await OkAsync(Root.IamAsync("AttachRolePolicy", ("RoleName", "managed"), ("PolicyArn", arn)));
        await DeniedAsync(role.KmsAsync("DescribeKey", describe));
        await OkAsync(Root.IamAsync(
            "CreatePolicyVersion", ("PolicyArn", arn), ("PolicyDocument", Allow("kms:*")), ("SetAsDefault", "true")));
        await OkAsync(role.KmsAsync("DescribeKey", describe));
        await OkAsync(Root.IamAsync("SetDefaultPolicyVersion", ("PolicyArn", arn), ("VersionId", "v1")));
        await DeniedAsync(role.KmsAsync("DescribeKey", describe));
        await OkAsync(Root.IamAsync(
            "AttachRolePolicy", ("RoleName", "managed"), ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess")));
        await OkAsync(role.KmsAsync("DescribeKey", describe));
        await OkAsync(Root.IamAsync(
            "DetachRolePolicy", ("RoleName", "managed"), ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess")));
        await DeniedAsync(role.KmsAsync("DescribeKey", describe));
    }

    [Fact]
    public async Task Denies_boundaries_and_session_policies_take_away()
    {
        var describe = new JsonObject { ["KeyId"] = await KeyAsync() };
        using var role = await RoleAsync("limited", Allow("*"));
        var boundary = (await OkAsync(Root.IamAsync(
            "CreatePolicy", ("PolicyName", "b"), ("PolicyDocument", Allow("s3:*"))))).Value("Arn");
        await OkAsync(role.KmsAsync("DescribeKey", describe));

        await OkAsync(Root.IamAsync("PutRolePermissionsBoundary", ("RoleName", "limited"), ("PermissionsBoundary", boundary)));
        var bounded = await DeniedAsync(role.KmsAsync("DescribeKey", describe));
        Assert.EndsWith("because no permissions boundary allows the kms:DescribeKey action", bounded.Message, StringComparison.Ordinal);
        await OkAsync(Root.IamAsync("DeleteRolePermissionsBoundary", ("RoleName", "limited")));
        await OkAsync(role.KmsAsync("DescribeKey", describe));

        using var session = await Root.AssumeAsync("limited", ("Policy", Allow("s3:*")));
        var limited = await DeniedAsync(session.KmsAsync("DescribeKey", describe));
        Assert.EndsWith("because no session policy allows the kms:DescribeKey action", limited.Message, StringComparison.Ordinal);
        await OkAsync(session.S3Async("GET", "/"));
        using var managed = await Root.AssumeAsync("limited", ("PolicyArns.member.1.arn", boundary));
        await DeniedAsync(managed.KmsAsync("DescribeKey", describe));
        await OkAsync(managed.S3Async("GET", "/"));

        await PutAsync("limited", "deny", Policy("Deny", "kms:Describe*"));
        var denied = await DeniedAsync(role.KmsAsync("DescribeKey", describe));
        Assert.EndsWith("with an explicit deny in an identity-based policy", denied.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_is_gone_leaves_sessions_that_may_nothing()
    {
        var describe = new JsonObject { ["KeyId"] = await KeyAsync() };
        using var role = await RoleAsync("gone", Allow("*"));
        await OkAsync(role.KmsAsync("DescribeKey", describe));
        await OkAsync(Root.IamAsync("DeleteRolePolicy", ("RoleName", "gone"), ("PolicyName", "p0")));
        await OkAsync(Root.IamAsync("DeleteRole", ("RoleName", "gone")));
        using var again = await RoleAsync("gone", Allow("*"));
        await DeniedAsync(role.KmsAsync("DescribeKey", describe));
        await OkAsync(again.KmsAsync("DescribeKey", describe));
    }

    [Fact]
    public async Task Tags_of_role_and_session_and_variables_are_those_of_the_caller()
    {
        await OkAsync(Root.IamAsync("CreateRole", ("RoleName", "tagged"), ("AssumeRolePolicyDocument", """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"000000000000"},
                "Action":["sts:AssumeRole","sts:TagSession"]}]}
            """), ("Tags.member.1.Key", "service"), ("Tags.member.1.Value", "web")));
        await PutAsync("tagged", "own", Allow("s3:*", "arn:aws:s3:::secrets/${aws:PrincipalTag/service}/*"));
        await OkAsync(Root.S3Async("PUT", "/secrets"));
        using var web = await Root.AssumeAsync("tagged");
        using var api = await Root.AssumeAsync("tagged", ("Tags.member.1.Key", "service"), ("Tags.member.1.Value", "api"));
        await OkAsync(web.S3Async("PUT", "/secrets/web/a"));
        await DeniedAsync(web.S3Async("PUT", "/secrets/api/a"));
        await OkAsync(api.S3Async("PUT", "/secrets/api/a"));
        await DeniedAsync(api.S3Async("PUT", "/secrets/web/a"));
    }

    [Theory]
    [InlineData("aws:SecureTransport", "false", "true")]
    [InlineData("aws:SourceIp", "127.0.0.0/8", "10.0.0.0/8")]
    [InlineData("aws:RequestedRegion", "eu-west-1", "us-east-1")]
    [InlineData("aws:PrincipalArn", "arn:aws:iam::000000000000:role/conditions", "arn:aws:iam::000000000000:role/other")]
    [InlineData("aws:PrincipalAccount", "000000000000", "111122223333")]
    [InlineData("aws:ResourceAccount", "000000000000", "111122223333")]
    [InlineData("aws:MultiFactorAuthPresent", "false", "true")]
    [InlineData("aws:ViaAWSService", "false", "true")]
    public async Task Conditions_of_every_request_hold_or_not(string key, string holds, string fails)
    {
        var @operator = key == "aws:SourceIp" ? "IpAddress" : "StringEquals";
        using var role = await RoleAsync("conditions");
        await PutAsync("conditions", "c", Allow("kms:ListKeys", condition: One(@operator, key, holds)));
        await OkAsync(role.KmsAsync("ListKeys", Nothing));
        await PutAsync("conditions", "c", Allow("kms:ListKeys", condition: One(@operator, key, fails)));
        await DeniedAsync(role.KmsAsync("ListKeys", Nothing));
    }

    [Fact]
    public async Task What_is_not_known_here_allows_nothing()
    {
        using var role = await RoleAsync("unknown", Allow("kms:ListKeys", condition: """{"StringEquals":{"aws:NoSuchKey":"a"}}"""));
        await DeniedAsync(role.KmsAsync("ListKeys", Nothing));
    }
}
