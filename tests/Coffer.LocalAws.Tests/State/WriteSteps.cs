
namespace Coffer.LocalAws.Tests.State;

/// <summary>A request as a line of a table. Names in braces stand for what earlier answers held.</summary>
/// <param name="Service">The service it is signed for.</param>
/// <param name="Line">The action; for S3 method and path.</param>
/// <param name="Body">Its body.</param>
/// <param name="Header">One header more, <c>name: value</c>.</param>
/// <param name="Region">The region it is signed for.</param>
internal sealed record WriteStep(string Service, string Line, string Body = "", string? Header = null, string Region = "us-east-1");

/// <summary>Every kind of change that the services know, in an order in which each succeeds.</summary>
internal static class WriteSteps
{
    private const string Policy =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::"""
            + """one/*","Principal":{"AWS":"arn:aws:iam::000000000000:root"}}]}""";
    private const string KeyPolicy =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:"""
            + """*","Resource":"*","Principal":{"AWS":"arn:aws:iam::000000000000:root"}}]}""";
    private const string Versioning = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    private const string Tags = "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>";
    private const string Delete = "<Delete><Object><Key>c</Key></Object><Object><Key>never</Key></Object></Delete>";

    public static readonly IReadOnlyList<WriteStep> All =
    [
        new("kms", "CreateKey", "{}"),
        new("kms", "CreateAlias", """{"AliasName":"alias/a","TargetKeyId":"{KeyId}"}"""),
        new("kms", "UpdateAlias", """{"AliasName":"alias/a","TargetKeyId":"{KeyId}"}"""),
        new("kms", "PutKeyPolicy",
            $$"""{"KeyId":"{KeyId}","PolicyName":"default","Policy":{{System.Text.Json.JsonSerializer.Serialize(KeyPolicy)}}}"""),
        new("kms", "TagResource", """{"KeyId":"{KeyId}","Tags":[{"TagKey":"a","TagValue":"b"}]}"""),
        new("kms", "UntagResource", """{"KeyId":"{KeyId}","TagKeys":["a"]}"""),
        new("kms", "EnableKeyRotation", """{"KeyId":"{KeyId}"}"""),
        new("kms", "DisableKeyRotation", """{"KeyId":"{KeyId}"}"""),
        new("kms", "DisableKey", """{"KeyId":"{KeyId}"}"""),
        new("kms", "EnableKey", """{"KeyId":"{KeyId}"}"""),
        new("kms", "DeleteAlias", """{"AliasName":"alias/a"}"""),
        new("kms", "ScheduleKeyDeletion", """{"KeyId":"{KeyId}"}"""),
        new("kms", "CancelKeyDeletion", """{"KeyId":"{KeyId}"}"""),
        new("s3", "PUT /one"),
        new("s3", "PUT /one/a", "first"),
        new("s3", "PUT /one/a", "second"),
        new("s3", "PUT /one/b", string.Empty, "x-amz-copy-source: /one/a"),
        new("s3", "PUT /one/a?tagging", Tags),
        new("s3", "DELETE /one/a?tagging"),
        new("s3", "PUT /one/c", string.Empty),
        new("s3", "POST /one?delete", Delete),
        new("s3", "DELETE /one/a"),
        new("s3", "PUT /one?policy", Policy),
        new("s3", "DELETE /one?policy"),
        new("s3", "PUT /one?tagging", Tags),
        new("s3", "PUT /one?versioning", Versioning),
        new("s3", "PUT /one/b", "third"),
        new("s3", "DELETE /one/b"),
        new("s3", "DELETE /one/b?versionId=null"),
        new("s3", "PUT /two"),
        new("s3", "DELETE /two"),
        new("sts", "AssumeRole", "RoleArn=arn:aws:iam::000000000000:role/r&RoleSessionName=session"),
        new("iam", "CreateRole", $"RoleName=r&AssumeRolePolicyDocument={Uri.EscapeDataString(TrustPolicy)}"),
        new("iam", "PutRolePolicy", $"RoleName=r&PolicyName=p&PolicyDocument={Uri.EscapeDataString(IdentityPolicy)}"),
        new("iam", "DeleteRolePolicy", "RoleName=r&PolicyName=p"),
        new("iam", "CreatePolicy", $"PolicyName=p&PolicyDocument={Uri.EscapeDataString(IdentityPolicy)}"),
        new("iam", "AttachRolePolicy", "RoleName=r&PolicyArn=arn:aws:iam::000000000000:policy/p"),
        new("iam", "DetachRolePolicy", "RoleName=r&PolicyArn=arn:aws:iam::000000000000:policy/p"),
        new("iam", "DeletePolicy", "PolicyArn=arn:aws:iam::000000000000:policy/p"),
        new("iam", "DeleteRole", "RoleName=r"),
        new("iam", "CreateUser", "UserName=u"),
        new("iam", "DeleteUser", "UserName=u"),
        new("ecs", "CreateCluster", """{"clusterName":"c"}"""),
        new("ecs", "RegisterTaskDefinition", """{"family":"f","containerDefinitions":[{"name":"n","image":"i"}]}"""),
        new("ecs", "CreateService", """{"cluster":"c","serviceName":"s","taskDefinition":"f"}"""),
        new("ecs", "RunTask", """{"cluster":"c","taskDefinition":"f"}"""),
        new("ecs", "SubmitTaskStateChange", """{"cluster":"c","task":"{taskArn}","status":"RUNNING"}"""),
        new("ecs", "StopTask", """{"cluster":"c","task":"{taskArn}"}"""),
        new("ecs", "DeleteService", """{"cluster":"c","service":"s","force":true}"""),
        new("ecs", "DeleteCluster", """{"cluster":"c"}"""),
    ];

    /// <summary>What reads all that there may be.</summary>
    public static readonly IReadOnlyList<WriteStep> Reads =
    [
        new("kms", "DescribeKey", """{"KeyId":"{KeyId}"}"""),
        new("kms", "GetKeyPolicy", """{"KeyId":"{KeyId}","PolicyName":"default"}"""),
        new("kms", "ListAliases", "{}"),
        new("s3", "GET /"),
        new("s3", "GET /one?versions"),
        new("s3", "GET /one?policy"),
        new("s3", "GET /one/a"),
        new("s3", "GET /one/b"),
        new("s3", "GET /one/c"),
        new("s3", "GET /one/a?tagging"),
        new("s3", "PUT /one/copy-of-a", string.Empty, "x-amz-copy-source: /one/a"),
        new("s3", "GET /two?versions"),
        new("iam", "GetRole", "RoleName=r"),
        new("iam", "ListRoles"),
        new("iam", "ListUsers"),
        new("iam", "ListPolicies"),
        new("ecs", "DescribeClusters", """{"clusters":["c"]}"""),
        new("ecs", "DescribeServices", """{"cluster":"c","services":["s"]}"""),
        new("ecs", "ListTasks", """{"cluster":"c"}"""),
        new("ecs", "DescribeTaskDefinition", """{"taskDefinition":"f"}"""),
    ];

    private const string TrustPolicy =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:"""
            + """AssumeRole","Principal":{"Service":"ecs-tasks.amazonaws.com"}}]}""";

    private const string IdentityPolicy =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}]}""";
}
