using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.Iam;

public sealed class IamTests : ServerTest
{
    private const string Document = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}]}""";
    private const string Other = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"kms:Decrypt","Resource":"*"}]}""";
    private const string Trust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"""
        + """{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
    private const string OtherTrust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"""
        + """{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
    private const string PolicyArn = "arn:aws:iam::000000000000:policy/p";

    [Fact]
    public async Task A_role_is_given_back_with_its_policies_encoded()
    {
        using var iam = new ProtocolClient(Endpoint);
        await CreateRoleAsync(iam);
        var (_, role) = await iam.IamAsync("GetRole", ("RoleName", "api"));
        Assert.Equal("arn:aws:iam::000000000000:role/tasks/api", role.Descendants("Arn").Single().Value);
        Assert.Matches("^AROA[A-Z2-7]{17}$", role.Descendants("RoleId").Single().Value);
        Assert.Equal(Uri.EscapeDataString(Trust), role.Descendants("AssumeRolePolicyDocument").Single().Value);
        Assert.Equal(("Environment", "staging"), (role.Descendants("Key").Single().Value, role.Descendants("Value").Single().Value));

        await iam.IamValueAsync("x", "PutRolePolicy", ("RoleName", "api"), ("PolicyName", "secrets"), ("PolicyDocument", Document));
        Assert.Equal("secrets", await iam.IamValueAsync("member", "ListRolePolicies", ("RoleName", "api")));
        Assert.Equal(
            Uri.EscapeDataString(Document),
            await iam.IamValueAsync("PolicyDocument", "GetRolePolicy", ("RoleName", "api"), ("PolicyName", "secrets")));
        await iam.IamValueAsync("x", "UpdateAssumeRolePolicy", ("RoleName", "api"), ("PolicyDocument", OtherTrust));
        Assert.Equal(Uri.EscapeDataString(OtherTrust), await iam.IamValueAsync("AssumeRolePolicyDocument", "GetRole", ("RoleName", "api")));
        await iam.IamValueAsync("x", "UpdateRole", ("RoleName", "api"), ("Description", "d"), ("MaxSessionDuration", "7200"));
        Assert.Equal("7200", await iam.IamValueAsync("MaxSessionDuration", "GetRole", ("RoleName", "API")));
    }

    [Fact]
    public async Task What_has_policies_is_not_deleted()
    {
        using var iam = new ProtocolClient(Endpoint);
        await CreateRoleAsync(iam);
        await iam.IamValueAsync("Arn", "CreatePolicy", ("PolicyName", "p"), ("PolicyDocument", Document));
        await iam.IamValueAsync("x", "PutRolePolicy", ("RoleName", "api"), ("PolicyName", "inline"), ("PolicyDocument", Document));
        await iam.IamValueAsync("x", "AttachRolePolicy", ("RoleName", "api"), ("PolicyArn", PolicyArn));
        Assert.Equal("1", await iam.IamValueAsync("AttachmentCount", "GetPolicy", ("PolicyArn", PolicyArn)));
        Assert.Equal("api", await iam.IamValueAsync("RoleName", "ListEntitiesForPolicy", ("PolicyArn", PolicyArn)));
        Assert.Equal("409 DeleteConflict", await iam.IamErrorAsync("DeleteRole", ("RoleName", "api")));
        Assert.Equal("409 DeleteConflict", await iam.IamErrorAsync("DeletePolicy", ("PolicyArn", PolicyArn)));
        await iam.IamValueAsync("x", "DetachRolePolicy", ("RoleName", "api"), ("PolicyArn", PolicyArn));
        Assert.Equal("409 DeleteConflict", await iam.IamErrorAsync("DeleteRole", ("RoleName", "api")));
        await iam.IamValueAsync("x", "DeleteRolePolicy", ("RoleName", "api"), ("PolicyName", "inline"));
        await iam.IamValueAsync("x", "DeleteRole", ("RoleName", "api"));
        await iam.IamValueAsync("x", "DeletePolicy", ("PolicyArn", PolicyArn));
        Assert.Equal("404 NoSuchEntity", await iam.IamErrorAsync("GetRole", ("RoleName", "api")));
    }

    [Fact]
    public async Task A_managed_policy_has_at_most_five_versions_and_one_default()
    {
        using var iam = new ProtocolClient(Endpoint);
        await iam.IamValueAsync("Arn", "CreatePolicy", ("PolicyName", "p"), ("PolicyDocument", Document));
        for (var number = 2; number <= 5; number++)
        {
            Assert.Equal(
                $"v{number}",
                await iam.IamValueAsync(
                    "VersionId",
                    "CreatePolicyVersion",
                    ("PolicyArn", PolicyArn),
                    ("PolicyDocument", Other),
                    ("SetAsDefault", number == 2 ? "true" : "false")));
        }

        Assert.Equal(
            "409 LimitExceeded", await iam.IamErrorAsync("CreatePolicyVersion", ("PolicyArn", PolicyArn), ("PolicyDocument", Other)));
        Assert.Equal("v2", await iam.IamValueAsync("DefaultVersionId", "GetPolicy", ("PolicyArn", PolicyArn)));
        Assert.Equal("409 DeleteConflict", await iam.IamErrorAsync("DeletePolicyVersion", ("PolicyArn", PolicyArn), ("VersionId", "v2")));
        await iam.IamValueAsync("x", "SetDefaultPolicyVersion", ("PolicyArn", PolicyArn), ("VersionId", "v1"));
        await iam.IamValueAsync("x", "DeletePolicyVersion", ("PolicyArn", PolicyArn), ("VersionId", "v2"));
        Assert.Equal(
            "v6", await iam.IamValueAsync("VersionId", "CreatePolicyVersion", ("PolicyArn", PolicyArn), ("PolicyDocument", Other)));
        Assert.Equal(
            Uri.EscapeDataString(Document),
            await iam.IamValueAsync("Document", "GetPolicyVersion", ("PolicyArn", PolicyArn), ("VersionId", "v1")));
        Assert.Equal("409 DeleteConflict", await iam.IamErrorAsync("DeletePolicy", ("PolicyArn", PolicyArn)));
    }

    [Fact]
    public async Task Errors_have_IAMs_codes()
    {
        using var iam = new ProtocolClient(Endpoint);
        await CreateRoleAsync(iam);
        (string Error, string Action, (string, string)[] Parameters)[] cases =
        [
            ("409 EntityAlreadyExists", "CreateRole", [("RoleName", "API"), ("AssumeRolePolicyDocument", Trust)]),
            ("400 MalformedPolicyDocument", "CreateRole", [("RoleName", "other"), ("AssumeRolePolicyDocument", "{")]),
            ("400 MalformedPolicyDocument", "PutRolePolicy", [("RoleName", "api"), ("PolicyName", "p"), ("PolicyDocument", "[]")]),
            ("400 ValidationError", "CreateRole", [("RoleName", "a b"), ("AssumeRolePolicyDocument", Trust)]),
            ("400 ValidationError", "CreateRole", [("RoleName", "other"), ("Path", "tasks"), ("AssumeRolePolicyDocument", Trust)]),
            ("400 ValidationError", "GetRole", []),
            ("404 NoSuchEntity", "GetRolePolicy", [("RoleName", "api"), ("PolicyName", "none")]),
            ("404 NoSuchEntity", "AttachRolePolicy", [("RoleName", "api"), ("PolicyArn", PolicyArn)]),
            ("404 NoSuchEntity", "DetachRolePolicy", [("RoleName", "api"), ("PolicyArn", PolicyArn)]),
            ("404 NoSuchEntity", "GetPolicy", [("PolicyArn", PolicyArn)]),
            ("404 NoSuchEntity", "GetUser", [("UserName", "nobody")]),
            (
                "404 NoSuchEntity",
                "GetOpenIDConnectProvider",
                [("OpenIDConnectProviderArn", "arn:aws:iam::000000000000:oidc-provider/none")]),
            ("400 InvalidAction", "CreateSAMLProvider", [("Name", "s")]),
        ];
        foreach (var (error, action, parameters) in cases)
        {
            Assert.Equal(error, await iam.IamErrorAsync(action, parameters));
        }

        Assert.Equal(13, cases.Length);
    }

    [Fact]
    public async Task A_policy_of_AWS_can_be_attached_although_it_is_not_here()
    {
        using var iam = new ProtocolClient(Endpoint);
        await CreateRoleAsync(iam);
        const string Arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
        await iam.IamValueAsync("x", "AttachRolePolicy", ("RoleName", "api"), ("PolicyArn", Arn));
        Assert.Equal(
            "AmazonECSTaskExecutionRolePolicy", await iam.IamValueAsync("PolicyName", "ListAttachedRolePolicies", ("RoleName", "api")));
    }

    [Fact]
    public async Task Lists_come_in_pages()
    {
        using var iam = new ProtocolClient(Endpoint);
        await CreateRoleAsync(iam);
        for (var number = 1; number <= 3; number++)
        {
            await iam.IamValueAsync("x", "PutRolePolicy", ("RoleName", "api"), ("PolicyName", $"p{number}"), ("PolicyDocument", Document));
        }

        var (_, first) = await iam.IamAsync("ListRolePolicies", ("RoleName", "api"), ("MaxItems", "2"));
        Assert.Equal(["p1", "p2"], first.Descendants("member").Select(member => member.Value));
        Assert.Equal("true", first.Descendants("IsTruncated").Single().Value);
        var (_, second) = await iam.IamAsync(
            "ListRolePolicies", ("RoleName", "api"), ("MaxItems", "2"), ("Marker", first.Descendants("Marker").Single().Value));
        Assert.Equal(["p3"], second.Descendants("member").Select(member => member.Value));
        Assert.Equal("false", second.Descendants("IsTruncated").Single().Value);
    }

    [Fact]
    public async Task Tags_change_one_by_one()
    {
        using var iam = new ProtocolClient(Endpoint);
        await CreateRoleAsync(iam);
        await iam.IamValueAsync("x", "TagRole", ("RoleName", "api"), ("Tags.member.1.Key", "Owner"), ("Tags.member.1.Value", "me"));
        var (_, both) = await iam.IamAsync("ListRoleTags", ("RoleName", "api"));
        Assert.Equal(["Environment", "Owner"], both.Descendants("Key").Select(key => key.Value));
        await iam.IamValueAsync("x", "UntagRole", ("RoleName", "api"), ("TagKeys.member.1", "Environment"));
        Assert.Equal("Owner", await iam.IamValueAsync("Key", "ListRoleTags", ("RoleName", "api")));
    }

    [Fact]
    public async Task All_of_it_survives_a_kill()
    {
        using var folder = new TemporaryFolder();
        using (var first = await ServerProcess.StartAsync("--port", "0", "--data", folder.Path))
        {
            using var iam = new ProtocolClient(first.Endpoint);
            await CreateRoleAsync(iam);
            await iam.IamValueAsync("x", "CreateUser", ("UserName", "author"));
            await iam.IamValueAsync("x", "PutUserPolicy", ("UserName", "author"), ("PolicyName", "write"), ("PolicyDocument", Document));
            await iam.IamValueAsync("x", "CreatePolicy", ("PolicyName", "p"), ("PolicyDocument", Document));
            await iam.IamValueAsync(
                "x", "CreateOpenIDConnectProvider", ("Url", "https://issuer.example"), ("ClientIDList.member.1", "sts.amazonaws.com"));
            await first.KillAsync();
        }

        using var second = await ServerProcess.StartAsync("--port", "0", "--data", folder.Path);
        using var again = new ProtocolClient(second.Endpoint);
        Assert.Equal("/tasks/", await again.IamValueAsync("Path", "GetRole", ("RoleName", "api")));
        Assert.Equal(
            Uri.EscapeDataString(Document),
            await again.IamValueAsync("PolicyDocument", "GetUserPolicy", ("UserName", "author"), ("PolicyName", "write")));
        Assert.Equal("v1", await again.IamValueAsync("DefaultVersionId", "GetPolicy", ("PolicyArn", PolicyArn)));
        Assert.Equal(
            "sts.amazonaws.com",
            await again.IamValueAsync(
                "member",
                "GetOpenIDConnectProvider",
                ("OpenIDConnectProviderArn", "arn:aws:iam::000000000000:oidc-provider/issuer.example")));
    }

    [Fact]
    public async Task A_role_says_when_its_credentials_were_last_made()
    {
        using var iam = new ProtocolClient(Endpoint);
        await CreateRoleAsync(iam);
        var (_, never) = await iam.IamAsync("GetRole", ("RoleName", "api"));
        Assert.Empty(never.Descendants("RoleLastUsed").Single().Elements());
        using var sts = StsClient();
        await sts.AssumeRoleAsync(
            new Amazon.SecurityToken.Model.AssumeRoleRequest
            {
                RoleArn = "arn:aws:iam::000000000000:role/tasks/api",
                RoleSessionName = "one",
            },
            Stop);
        var (_, used) = await iam.IamAsync("GetRole", ("RoleName", "api"));
        Assert.Matches("^[0-9]{4}-", used.Descendants("LastUsedDate").Single().Value);
        Assert.Matches("^[a-z]+-[a-z]+-[0-9]$", used.Descendants("RoleLastUsed").Single().Element("Region")!.Value);
    }

    private static Task<string?> CreateRoleAsync(ProtocolClient iam) => iam.IamValueAsync(
        "Arn",
        "CreateRole",
        ("RoleName", "api"),
        ("Path", "/tasks/"),
        ("AssumeRolePolicyDocument", Trust),
        ("Tags.member.1.Key", "Environment"),
        ("Tags.member.1.Value", "staging"));
}
