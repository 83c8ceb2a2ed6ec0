using System.Text.Json.Nodes;
using Xunit;

namespace Coffer.LocalAws.Tests.Enforcement;

/// <summary>The regions of China and of GovCloud have ARNs of their own, and the policies that decide there name them.</summary>
public sealed class PartitionTests : EnforcedTest
{
    [Theory]
    [InlineData("cn-north-1", "aws-cn")]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    public async Task Every_service_answers_with_ARNs_of_the_partition_and_policies_with_them_decide(string region, string partition)
    {
        using var root = Root.In(region);
        Assert.Equal($"arn:{partition}:iam::{Account}:root", (await OkAsync(root.StsAsync("GetCallerIdentity"))).Value("Arn"));
        var key = (await OkAsync(root.KmsAsync("CreateKey", [])))["KeyMetadata"]["Arn"]!.ToString();
        Assert.StartsWith($"arn:{partition}:kms:{region}:{Account}:key/", key, StringComparison.Ordinal);
        Assert.StartsWith($"arn:{partition}:ecs:{region}:{Account}:cluster/c", (await OkAsync(root.EcsAsync(
            "CreateCluster", new JsonObject { ["clusterName"] = "c" })))["cluster"]["clusterArn"]!.ToString(), StringComparison.Ordinal);

        var trust = Trust($$"""{"AWS":"arn:{{partition}}:iam::{{Account}}:root"}""");
        var role = (await OkAsync(root.IamAsync("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", trust)))).Value("Arn");
        Assert.Equal($"arn:{partition}:iam::{Account}:role/r", role);
        await OkAsync(root.IamAsync(
            "PutRolePolicy", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", Allow("kms:Encrypt", key))));
        using var session = await root.AssumeAsync(role);
        Assert.Equal(
            $"arn:{partition}:sts::{Account}:assumed-role/r/session",
            (await OkAsync(session.StsAsync("GetCallerIdentity"))).Value("Arn"));
        await OkAsync(session.KmsAsync("Encrypt", Plain(key)));
        await DeniedAsync(session.KmsAsync("DescribeKey", new JsonObject { ["KeyId"] = key }));

        // What one partition has the others know nothing of.
        Assert.Equal("NoSuchEntity", (await Root.IamAsync("GetRole", ("RoleName", "r"))).Code);
    }
}
