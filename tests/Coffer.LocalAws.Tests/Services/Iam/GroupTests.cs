using Coffer.LocalAws.Tests.Enforcement;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.Iam;

/// <summary>Groups and the roles of services, with policies that decide.</summary>
public sealed class GroupTests : EnforcedTest
{
    [Fact]
    public async Task A_user_may_do_what_its_groups_may_and_no_longer_when_it_leaves()
    {
        await OkAsync(Root.IamAsync("CreateUser", ("UserName", "ada")));
        using var ada = Root.Of(await OkAsync(Root.IamAsync("CreateAccessKey", ("UserName", "ada"))));
        await OkAsync(Root.IamAsync("CreateGroup", ("GroupName", "readers"), ("Path", "/team/")));
        await OkAsync(Root.IamAsync(
            "PutGroupPolicy", ("GroupName", "readers"), ("PolicyName", "p"), ("PolicyDocument", Allow("s3:ListAllMyBuckets"))));
        await DeniedAsync(ada.S3Async("GET", "/"));
        await OkAsync(Root.IamAsync("AddUserToGroup", ("GroupName", "readers"), ("UserName", "ada")));
        await OkAsync(ada.S3Async("GET", "/"));
        Assert.Contains(
            "<GroupName>readers</GroupName>",
            (await OkAsync(Root.IamAsync("ListGroupsForUser", ("UserName", "ada")))).Body,
            StringComparison.Ordinal);
        Assert.Contains(
            "<UserName>ada</UserName>",
            (await OkAsync(Root.IamAsync("GetGroup", ("GroupName", "readers")))).Body,
            StringComparison.Ordinal);
        await OkAsync(Root.IamAsync("RemoveUserFromGroup", ("GroupName", "readers"), ("UserName", "ada")));
        await DeniedAsync(ada.S3Async("GET", "/"));
    }

    [Fact]
    public async Task A_managed_policy_of_a_group_counts_and_holds_policy_and_group()
    {
        const string Arn = "arn:aws:iam::000000000000:policy/lists";
        await OkAsync(Root.IamAsync("CreatePolicy", ("PolicyName", "lists"), ("PolicyDocument", Allow("s3:ListAllMyBuckets"))));
        await OkAsync(Root.IamAsync("CreateGroup", ("GroupName", "g")));
        await OkAsync(Root.IamAsync("CreateUser", ("UserName", "u")));
        await OkAsync(Root.IamAsync("AddUserToGroup", ("GroupName", "g"), ("UserName", "u")));
        await OkAsync(Root.IamAsync("AttachGroupPolicy", ("GroupName", "g"), ("PolicyArn", Arn)));
        using var user = Root.Of(await OkAsync(Root.IamAsync("CreateAccessKey", ("UserName", "u"))));
        await OkAsync(user.S3Async("GET", "/"));
        Assert.Contains(
            "<GroupName>g</GroupName>",
            (await OkAsync(Root.IamAsync("ListEntitiesForPolicy", ("PolicyArn", Arn)))).Body,
            StringComparison.Ordinal);
        Assert.Equal("allowed", (await OkAsync(Root.IamAsync("SimulatePrincipalPolicy",
            ("PolicySourceArn", "arn:aws:iam::000000000000:user/u"), ("ActionNames.member.1", "s3:ListAllMyBuckets")))).Value(
                "EvalDecision"));
        Assert.Equal("DeleteConflict", (await Root.IamAsync("DeletePolicy", ("PolicyArn", Arn))).Code);
        Assert.Equal("DeleteConflict", (await Root.IamAsync("DeleteGroup", ("GroupName", "g"))).Code);
        await OkAsync(Root.IamAsync("UpdateGroup", ("GroupName", "g"), ("NewGroupName", "h")));
        Assert.Equal("arn:aws:iam::000000000000:group/h", (await OkAsync(Root.IamAsync("GetGroup", ("GroupName", "h")))).Value("Arn"));
    }

    [Fact]
    public async Task The_role_of_a_service_has_its_name_and_only_the_service_changes_it()
    {
        const string Name = "AWSServiceRoleForECS";
        var made = await OkAsync(Root.IamAsync("CreateServiceLinkedRole", ("AWSServiceName", "ecs.amazonaws.com")));
        Assert.Equal($"arn:aws:iam::000000000000:role/aws-service-role/ecs.amazonaws.com/{Name}", made.Value("Arn"));
        foreach (var (action, parameter, value) in ((string, string, string)[])
            [("DeleteRole", "Unread", "x"), ("AttachRolePolicy", "PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"),
             ("UpdateAssumeRolePolicy", "PolicyDocument", Trust())])
        {
            Assert.Equal(
                (action, "UnmodifiableEntity"),
                (action, (await Root.IamAsync(action, ("RoleName", Name), (parameter, value))).Code));
        }

        Assert.Equal("InvalidInput", (await Root.IamAsync("CreateServiceLinkedRole", ("AWSServiceName", "ecs.amazonaws.com"))).Code);
        Assert.Equal("InvalidInput", (await Root.IamAsync("CreateServiceLinkedRole", ("AWSServiceName", "nobody.amazonaws.com"))).Code);
        var task = (await OkAsync(Root.IamAsync("DeleteServiceLinkedRole", ("RoleName", Name)))).Value("DeletionTaskId");
        Assert.Equal(
            "SUCCEEDED", (await OkAsync(Root.IamAsync("GetServiceLinkedRoleDeletionStatus", ("DeletionTaskId", task)))).Value("Status"));
        Assert.Equal("NoSuchEntity", (await Root.IamAsync("GetRole", ("RoleName", Name))).Code);
    }

    [Fact]
    public async Task An_access_key_says_whose_account_it_is_of()
    {
        await OkAsync(Root.IamAsync("CreateUser", ("UserName", "u")));
        var key = (await OkAsync(Root.IamAsync("CreateAccessKey", ("UserName", "u")))).Value("AccessKeyId");
        Assert.Equal(Account, (await OkAsync(Root.StsAsync("GetAccessKeyInfo", ("AccessKeyId", key)))).Value("Account"));
        Assert.Equal("ValidationError", (await Root.StsAsync("GetAccessKeyInfo", ("AccessKeyId", "AKIAIOSFODNN7EXAMPLE"))).Code);
        using var stranger = await RoleAsync("stranger");
        await DeniedAsync(stranger.StsAsync("GetAccessKeyInfo", ("AccessKeyId", key)));
    }
}
