using System.Text.Json.Nodes;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Enforcement;

/// <summary>Users and their keys, profiles, boundaries, and what a simulation says.</summary>
public sealed class IamTests : EnforcedTest
{
    private const string Role = "arn:aws:iam::000000000000:role/role";

    [Fact]
    public async Task An_access_key_is_its_users_as_long_as_it_is_active()
    {
        await OkAsync(Root.IamAsync("CreateUser", ("UserName", "someone")));
        var made = await OkAsync(Root.IamAsync("CreateAccessKey", ("UserName", "someone")));
        using var user = Root.Of(made);
        var id = made.Value("AccessKeyId");
        Assert.Equal("arn:aws:iam::000000000000:user/someone", (await OkAsync(user.StsAsync("GetCallerIdentity"))).Value("Arn"));
        await DeniedAsync(user.IamAsync("GetUser"));
        await OkAsync(Root.IamAsync(
            "PutUserPolicy", ("UserName", "someone"), ("PolicyName", "self"),
            ("PolicyDocument", Allow("iam:*", "arn:aws:iam::*:user/${aws:username}"))));
        Assert.Equal("someone", (await OkAsync(user.IamAsync("GetUser"))).Value("UserName"));
        var second = await OkAsync(user.IamAsync("CreateAccessKey"));
        Assert.Equal("LimitExceeded", (await user.IamAsync("CreateAccessKey")).Code);
        Assert.Equal("DeleteConflict", (await Root.IamAsync("DeleteUser", ("UserName", "someone"))).Code);

        await OkAsync(Root.IamAsync("UpdateAccessKey", ("UserName", "someone"), ("AccessKeyId", id), ("Status", "Inactive")));
        Assert.Equal("InvalidClientTokenId", (await user.StsAsync("GetCallerIdentity")).Code);
        await OkAsync(Root.IamAsync("UpdateAccessKey", ("UserName", "someone"), ("AccessKeyId", id), ("Status", "Active")));
        await OkAsync(user.StsAsync("GetCallerIdentity"));
        await OkAsync(user.IamAsync("DeleteAccessKey", ("AccessKeyId", second.Value("AccessKeyId"))));
        Assert.Contains(id, (await OkAsync(user.IamAsync("ListAccessKeys"))).Body, StringComparison.Ordinal);
        await OkAsync(Root.IamAsync("DeleteAccessKey", ("UserName", "someone"), ("AccessKeyId", id)));
        Assert.Equal("InvalidClientTokenId", (await user.StsAsync("GetCallerIdentity")).Code);
    }

    [Fact]
    public async Task A_profile_holds_one_role_that_may_be_passed()
    {
        using var role = await RoleAsync("role", Allow("iam:*InstanceProfile*"));
        await OkAsync(role.IamAsync("CreateInstanceProfile", ("InstanceProfileName", "p")));
        var denied = await DeniedAsync(role.IamAsync("AddRoleToInstanceProfile", ("InstanceProfileName", "p"), ("RoleName", "role")));
        Assert.Contains($"iam:PassRole on resource: {Role}", denied.Message, StringComparison.Ordinal);
        await PutAsync("role", "pass", Allow("iam:PassRole", Role, One("StringEquals", "iam:PassedToService", "ec2.amazonaws.com")));
        await OkAsync(role.IamAsync("AddRoleToInstanceProfile", ("InstanceProfileName", "p"), ("RoleName", "role")));
        Assert.Equal("role", (await OkAsync(Root.IamAsync("GetInstanceProfile", ("InstanceProfileName", "p")))).Value("RoleName"));
        Assert.Equal(
            "p", (await OkAsync(Root.IamAsync("ListInstanceProfilesForRole", ("RoleName", "role")))).Value("InstanceProfileName"));
        Assert.Equal("DeleteConflict", (await Root.IamAsync("DeleteInstanceProfile", ("InstanceProfileName", "p"))).Code);
        Assert.Equal("DeleteConflict", (await Root.IamAsync("DeleteRole", ("RoleName", "role"))).Code);
        await OkAsync(Root.IamAsync("RemoveRoleFromInstanceProfile", ("InstanceProfileName", "p"), ("RoleName", "role")));
        await OkAsync(Root.IamAsync("DeleteInstanceProfile", ("InstanceProfileName", "p")));
    }

    [Fact]
    public async Task A_task_definition_and_its_tasks_need_its_roles_passed()
    {
        using var role = await RoleAsync("role", Allow("ecs:*"));
        JsonObject Definition() => new()
        {
            ["family"] = "f", ["taskRoleArn"] = Role,
            ["containerDefinitions"] = new JsonArray(new JsonObject { ["name"] = "c", ["image"] = "i" }),
        };
        Assert.Contains(
            "iam:PassRole", (await DeniedAsync(role.EcsAsync("RegisterTaskDefinition", Definition()))).Message, StringComparison.Ordinal);
        await PutAsync("role", "pass", Allow("iam:PassRole", Role, One("StringEquals", "iam:PassedToService", "ecs-tasks.amazonaws.com")));
        await OkAsync(role.EcsAsync("RegisterTaskDefinition", Definition()));

        await OkAsync(Root.EcsAsync("CreateCluster", []));
        using var starter = await RoleAsync("starter", Allow("ecs:RunTask", condition: One(
            "ArnEquals", "ecs:cluster", "arn:aws:ecs:eu-west-1:000000000000:cluster/default")));
        JsonObject Task(string cluster) => new() { ["cluster"] = cluster, ["taskDefinition"] = "f" };
        Assert.Contains(
            "iam:PassRole", (await DeniedAsync(starter.EcsAsync("RunTask", Task("default")))).Message, StringComparison.Ordinal);
        await PutAsync("starter", "pass", Allow("iam:PassRole", Role));
        await OkAsync(starter.EcsAsync("RunTask", Task("default")));
        Assert.Contains("ecs:RunTask", (await DeniedAsync(starter.EcsAsync("RunTask", Task("other")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_makes_roles_can_be_held_to_a_boundary()
    {
        const string boundary = "arn:aws:iam::000000000000:policy/b";
        await OkAsync(Root.IamAsync("CreatePolicy", ("PolicyName", "b"), ("PolicyDocument", Allow("s3:*"))));
        using var role = await RoleAsync("role",
            Allow("iam:CreateRole", condition: One("StringEquals", "iam:PermissionsBoundary", boundary)));
        await DeniedAsync(role.IamAsync("CreateRole", ("RoleName", "new"), ("AssumeRolePolicyDocument", Trust())));
        await OkAsync(role.IamAsync(
            "CreateRole", ("RoleName", "new"), ("AssumeRolePolicyDocument", Trust()), ("PermissionsBoundary", boundary)));
        Assert.Equal("1", (await OkAsync(Root.IamAsync("GetPolicy", ("PolicyArn", boundary)))).Value("PermissionsBoundaryUsageCount"));
        Assert.Equal("DeleteConflict", (await Root.IamAsync("DeletePolicy", ("PolicyArn", boundary))).Code);
    }

    [Theory]
    [InlineData("s3:GetObject", "arn:aws:s3:::secrets/api/a", "allowed")]
    [InlineData("s3:GetObject", "arn:aws:s3:::secrets/web/a", "implicitDeny")]
    [InlineData("s3:PutObject", "arn:aws:s3:::secrets/api/a", "explicitDeny")]
    public async Task A_simulation_says_what_would_be_decided(string action, string resource, string expected)
    {
        using var role = await RoleAsync(
            "role", Allow("s3:*", "arn:aws:s3:::secrets/api/*", One("StringEquals", "aws:PrincipalTag/a", "b")), Policy("Deny", "s3:Put*"));
        (string Name, string Value)[] question = [("ActionNames.member.1", action), ("ResourceArns.member.1", resource),
            ("ContextEntries.member.1.ContextKeyName", "aws:PrincipalTag/a"), ("ContextEntries.member.1.ContextKeyType", "string"),
            ("ContextEntries.member.1.ContextKeyValues.member.1", "b")];
        var answer = await OkAsync(Root.IamAsync("SimulatePrincipalPolicy", [("PolicySourceArn", Role), .. question]));
        Assert.Equal((action, resource, expected),
            (answer.Value("EvalActionName"), answer.Value("EvalResourceName"), answer.Value("EvalDecision")));
        var custom = await OkAsync(Root.IamAsync("SimulateCustomPolicy",
            [("PolicyInputList.member.1", Allow("s3:*", "arn:aws:s3:::secrets/api/*")),
                ("PolicyInputList.member.2", Policy("Deny", "s3:Put*")), .. question]));
        Assert.Equal(expected, custom.Value("EvalDecision"));
    }

    [Fact]
    public async Task Accounts_do_not_see_one_another()
    {
        await OkAsync(Root.IamAsync("CreateUser", ("UserName", "someone")));
        using var other = new WireCaller(Endpoint, Other);
        Assert.Equal("NoSuchEntity", (await other.IamAsync("GetUser", ("UserName", "someone"))).Code);
        Assert.Equal(
            $"arn:aws:iam::{Other}:user/someone", (await OkAsync(other.IamAsync("CreateUser", ("UserName", "someone")))).Value("Arn"));
        Assert.DoesNotContain(Other, (await OkAsync(Root.IamAsync("ListUsers"))).Body, StringComparison.Ordinal);
    }
}
