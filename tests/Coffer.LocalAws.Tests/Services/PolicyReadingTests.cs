using System.Globalization;
using System.Text;
using System.Text.Json;
using Coffer.LocalAws.Tests.State;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Services;

/// <summary>What is stored is read first: a document that AWS refuses is refused here, wherever it is put.</summary>
public sealed class PolicyReadingTests
{
    private const string Root = "arn:aws:iam::000000000000:root";

    private static readonly (string What, string Document)[] Broken =
    [
        ("no JSON", "{"),
        ("a list", "[]"),
        ("no statement", """{"Version":"2012-10-17"}"""),
        ("an unknown version", """{"Version":"2012-10-18","Statement":[{"Effect":"Allow","ACTION","RESOURCE"PRINCIPAL}]}"""),
        ("an unknown element", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","ACTION","RESOURCE"PRINCIPAL,"Else":"x"}]}"""),
        ("no effect", """{"Version":"2012-10-17","Statement":[{"ACTION","RESOURCE"PRINCIPAL}]}"""),
        ("another effect", """{"Version":"2012-10-17","Statement":[{"Effect":"Maybe","ACTION","RESOURCE"PRINCIPAL}]}"""),
        ("no action", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","RESOURCE"PRINCIPAL}]}"""),
        ("an unknown operator",
            """{"Version":"2012-10-17","Statement":"""
            + """[{"Effect":"Allow","ACTION","RESOURCE"PRINCIPAL,"Condition":{"StringLooksLike":{"aws:username":"x"}}}]}"""),
        ("one Sid twice", """{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","ACTION","RESOURCE"PRINCIPAL},"""
            + """{"Sid":"a","Effect":"Allow","ACTION","RESOURCE"PRINCIPAL}]}"""),
    ];

    // Where a document goes: the step before, the step with DOC, and what stands for action, resource and principal there.
    private static readonly (string Place, WriteStep Step, string Action, string Resource, string Principal)[] Places =
    [
        ("managed", new("iam", "CreatePolicy", "PolicyName=q&PolicyDocument=DOC"), "kms:Decrypt", "*", ""),
        (
            "version",
            new("iam", "CreatePolicyVersion", "PolicyArn=arn:aws:iam::000000000000:policy/p&PolicyDocument=DOC"),
            "kms:Decrypt",
            "*",
            ""),
        ("inline of a role", new("iam", "PutRolePolicy", "RoleName=r&PolicyName=q&PolicyDocument=DOC"), "kms:Decrypt", "*", ""),
        ("inline of a user", new("iam", "PutUserPolicy", "UserName=u&PolicyName=q&PolicyDocument=DOC"), "kms:Decrypt", "*", ""),
        ("trust", new("iam", "CreateRole", "RoleName=s&AssumeRolePolicyDocument=DOC"), "sts:AssumeRole", "", Root),
        ("new trust", new("iam", "UpdateAssumeRolePolicy", "RoleName=r&PolicyDocument=DOC"), "sts:AssumeRole", "", Root),
        (
            "session",
            new("sts", "AssumeRole", "RoleArn=arn:aws:iam::000000000000:role/r&RoleSessionName=session&Policy=DOC"),
            "kms:Decrypt",
            "*",
            ""),
        ("key", new("kms", "CreateKey", """{"Policy":DOC}"""), "kms:*", "*", Root),
        ("new key policy", new("kms", "PutKeyPolicy", """{"KeyId":"{KeyId}","Policy":DOC}"""), "kms:*", "*", Root),
        ("bucket", new("s3", "PUT /bucket?policy", "DOC"), "s3:GetObject", "arn:aws:s3:::bucket/*", Root),
    ];

    private static readonly (string What, WriteStep Step, string Code)[] Others =
    [
        ("an action of no service", Iam("CreatePolicy", "PolicyName=q", """{"Effect":"Allow","Action":"decrypt","Resource":"*"}"""),
            "MalformedPolicyDocument"),
        ("a resource that is no ARN", Iam("CreatePolicy", "PolicyName=q", """{"Effect":"Allow","Action":"kms:*","Resource":"x"}"""),
            "MalformedPolicyDocument"),
        ("no resource", Iam("CreatePolicy", "PolicyName=q", """{"Effect":"Allow","Action":"kms:*"}"""), "MalformedPolicyDocument"),
        ("a principal", Iam("CreatePolicy", "PolicyName=q", """{"Effect":"Allow","Action":"kms:*","Resource":"*","Principal":"*"}"""),
            "MalformedPolicyDocument"),
        ("6,145 characters", Iam("CreatePolicy", "PolicyName=q", Long(6145)), "LimitExceeded"),
        ("10,241 inline", Iam("PutRolePolicy", "RoleName=r&PolicyName=q", Long(10_241)), "LimitExceeded"),
        ("2,049 inline of a user", Iam("PutUserPolicy", "UserName=u&PolicyName=q", Long(2049)), "LimitExceeded"),
        ("a resource in a trust policy",
            Trust("""{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*","Principal":{"AWS":"000000000000"}}"""),
            "MalformedPolicyDocument"),
        ("a role that is not there",
            Trust("""{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"arn:aws:iam::000000000000:role/none"}}"""),
            "MalformedPolicyDocument"),
        ("another action of trust", Trust("""{"Effect":"Allow","Action":"kms:Decrypt","Principal":{"AWS":"000000000000"}}"""),
            "MalformedPolicyDocument"),
        (
            "a boundary that is not there",
            new("iam", "CreateUser", "UserName=v&PermissionsBoundary=arn:aws:iam::000000000000:policy/none"),
            "NoSuchEntity"),
        (
            "a policy that is not there",
            new("iam", "AttachRolePolicy", "RoleName=r&PolicyArn=arn:aws:iam::000000000000:policy/none"),
            "NoSuchEntity"),
        ("a policy that is no ARN", new("iam", "AttachRolePolicy", "RoleName=r&PolicyArn=longer-than-20-characters"), "ValidationError"),
        (
            "a session policy of 2,049",
            new(
                "sts",
                "AssumeRole",
                $"RoleArn=arn:aws:iam::000000000000:role/r&RoleSessionName=session&Policy={Uri.EscapeDataString(Document(Long(2049)))}"),
            "ValidationError"),
        ("a key policy that locks out",
            Key("""{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Principal":{"AWS":"000000000000"}}"""),
            "MalformedPolicyDocumentException"),
        ("a key policy for nobody known",
            Key("""{"Effect":"Allow","Action":"kms:*","Resource":"*","Principal":{"AWS":"arn:aws:iam::000000000000:role/none"}}"""),
            "MalformedPolicyDocumentException"),
        ("a key policy of 32 KiB",
            Key($$"""{"Effect":"Allow","Action":"kms:*","Resource":"*","Principal":"""
            + $$"""{"AWS":"000000000000"},"Sid":"{{new string('a', 33_000)}}"}"""), "LimitExceededException"),
        ("another bucket", Bucket("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::"""
            + """other/*","Principal":{"AWS":"000000000000"}}"""), "MalformedPolicy"),
        ("an unknown action of S3",
            Bucket("""{"Effect":"Allow","Action":"s3:Get","Resource":"arn:aws:s3:::bucket/*","Principal":{"AWS":"000000000000"}}"""),
            "MalformedPolicy"),
        ("an action that does not apply",
            Bucket("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket","Principal":{"AWS":"000000000000"}}"""),
            "MalformedPolicy"),
        ("no principal", Bucket("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*"}"""), "MalformedPolicy"),
        ("a public bucket", Bucket("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*","Principal":"*"}"""),
            "AccessDenied"),
        ("a day of none", Rule("<Filter/><Expiration><Days>0</Days></Expiration>"), "InvalidArgument"),
        (
            "a noncurrent day of none",
            Rule("<Filter/><NoncurrentVersionExpiration><NoncurrentDays>0</NoncurrentDays></NoncurrentVersionExpiration>"),
            "InvalidArgument"),
        ("a date at noon", Rule("<Filter/><Expiration><Date>2030-01-01T12:00:00Z</Date></Expiration>"), "InvalidArgument"),
        ("days and date", Rule("<Filter/><Expiration><Date>2030-01-01T00:00:00Z</Date><Days>1</Days></Expiration>"), "MalformedXML"),
        ("no filter", Rule("<Expiration><Days>1</Days></Expiration>"), "MalformedXML"),
        (
            "two filters",
            Rule("<Filter><Prefix>a</Prefix><Tag><Key>a</Key><Value>b</Value></Tag></Filter><Expiration><Days>1</Days></Expiration>"),
            "MalformedXML"),
        (
            "one tag twice",
            Rule("<Filter><And><Tag><Key>a</Key><Value>b</Value></Tag><Tag><Key>a</Key><Value>c</Value></Tag></And></Filter><Expiration>"
                + "<Days>1</Days></Expiration>"),
            "InvalidRequest"),
        ("no action in a rule", Rule("<Filter/>"), "InvalidRequest"),
    ];

    [Fact]
    public async Task A_broken_document_is_refused_wherever_it_is_put()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        var ran = 0;
        foreach (var (place, step, action, resource, principal) in Places)
        {
            foreach (var (what, document) in Broken)
            {
                var (status, _, text) = await server.AnswerAsync(With(step, Filled(document, action, resource, principal)));
                Assert.True(status == 400, $"{place}: {what}: {status} {text}");
                ran++;
            }

            var good = Filled("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","ACTION","RESOURCE"PRINCIPAL}]}""", action,
                resource, principal);
            var (right, _, answer) = await server.AnswerAsync(With(step, good));
            Assert.True(right is 200 or 204, $"{place}: {right} {answer}");
        }

        Assert.Equal(100, ran);
    }

    [Fact]
    public async Task What_AWS_would_not_store_is_not_stored()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        foreach (var (what, step, code) in Others)
        {
            var (status, _, text) = await server.AnswerAsync(step);
            Assert.True(status >= 400 && text.Contains(code, StringComparison.Ordinal), $"{what}: {status} {text}");
        }

        Assert.Equal(30, Others.Length);
    }

    [Fact]
    public async Task A_role_has_ten_policies_and_no_more()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        for (var i = 0; i < 11; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"n{i}");
            await server.RunAsync([Iam("CreatePolicy", $"PolicyName={name}", """{"Effect":"Allow","Action":"kms:*","Resource":"*"}""")]);
            var (status, _, text) = await server.AnswerAsync(
                new("iam", "AttachRolePolicy", $"RoleName=r&PolicyArn=arn:aws:iam::000000000000:policy/{name}"));
            Assert.Equal((i, i < 10 ? 200 : 409), (i, status));
            Assert.Equal(i == 10, text.Contains("Cannot exceed quota for PoliciesPerRole: 10", StringComparison.Ordinal));
        }
    }

    private static async Task<DiskServer> StartAsync(TemporaryFolder folder)
    {
        var server = await DiskServer.StartAsync(folder.Path);
        await server.RunAsync(
        [
            new("kms", "CreateKey", "{}"), new("s3", "PUT /bucket"), new("iam", "CreateUser", "UserName=u"),
            Trust("""{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"000000000000"}}""", "r"),
            Iam("CreatePolicy", "PolicyName=p", """{"Effect":"Allow","Action":"kms:*","Resource":"*"}"""),
        ]);
        return server;
    }

    private static string Filled(string document, string action, string resource, string principal) => document
        .Replace("\"ACTION\"", $"\"Action\":\"{action}\"", StringComparison.Ordinal)
        .Replace(",\"RESOURCE\"", resource.Length == 0 ? string.Empty : $",\"Resource\":\"{resource}\"", StringComparison.Ordinal)
        .Replace("PRINCIPAL", principal.Length == 0 ? string.Empty : $$""","Principal":{"AWS":"{{principal}}"}""",
            StringComparison.Ordinal);

    private static WriteStep With(WriteStep step, string document) => step with
    {
        Body = step.Body.Replace("DOC", step.Service switch
        {
            "iam" or "sts" => Uri.EscapeDataString(document),
            "kms" => JsonSerializer.Serialize(document),
            _ => document,
        }, StringComparison.Ordinal),
    };

    private static string Document(string statement) => $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""";

    private static WriteStep Iam(string action, string parameters, string statement) =>
        new("iam", action, $"{parameters}&PolicyDocument={Uri.EscapeDataString(Document(statement))}");

    private static WriteStep Trust(string statement, string name = "t") =>
        new("iam", "CreateRole", $"RoleName={name}&AssumeRolePolicyDocument={Uri.EscapeDataString(Document(statement))}");

    private static WriteStep Key(string statement) => With(new("kms", "CreateKey", """{"Policy":DOC}"""), Document(statement));

    private static WriteStep Bucket(string statement) => new("s3", "PUT /bucket?policy", Document(statement));

    private static WriteStep Rule(string content) =>
        new(
            "s3",
            "PUT /bucket?lifecycle",
            $"<LifecycleConfiguration><Rule><ID>a</ID><Status>Enabled</Status>{content}</Rule></LifecycleConfiguration>");

    private static string Long(int characters)
    {
        const string Start = """{"Effect":"Allow","Action":"kms:*","Resource":["*""";
        var resources = new StringBuilder(Start).Append('"');
        while (resources.Length < characters)
        {
            resources.Append(CultureInfo.InvariantCulture, $",\"arn:aws:kms:eu-west-1:000000000000:key/{resources.Length}\"");
        }

        return resources.Append("]}").ToString();
    }
}
