using System.Text.Json;
using Coffer.Cli.Auditing;
using Xunit;

namespace Coffer.Cli.Tests.AuditTests;

public sealed class CallerTests
{
    [Theory]
    [InlineData("0f1e2d3c4b5a69788796a5b4c3d2e1f0", "*")]
    [InlineData("i-0abc123def4567890", "i-*")]
    [InlineData("botocore-session-1700000000", "botocore-session-*")]
    [InlineData("3f2504e0-4f89-11d3-9a0c-0305e82c3301", "*")]
    [InlineData("ecs-3f2504e0-4f89-11d3-9a0c-0305e82c3301-x", "ecs-*-x")]
    [InlineData("alice@example.com", "alice@example.com")]
    [InlineData("12345678@example.com", "12345678@example.com")]
    [InlineData("GitHubActions", "GitHubActions")]
    [InlineData("dead-beef", "dead-beef")]
    [InlineData("bob-2024", "bob-2024")]
    [InlineData("x12345678", "x12345678")]
    public void Copies_of_one_thing_are_one_and_people_are_not(string session, string kind)
    {
        var caller = Of($$"""
            { "type": "AssumedRole", "arn": "arn:aws:sts::111122223333:assumed-role/api/{{session}}", "accountId": "111122223333",
              "sessionContext": { "sessionIssuer": { "arn": "arn:aws:iam::111122223333:role/path/api" } } }
            """);
        Assert.Equal($"api/{kind}", caller.Kind);
        Assert.Equal($"api/{session}", caller.Whole);
        Assert.Equal("arn:aws:iam::111122223333:role/path/api", caller.Origin);
    }

    [Theory]
    [InlineData("""{ "type": "Root", "arn": "arn:aws:iam::1:root" }""", "(root user)")]
    [InlineData("""{ "type": "IAMUser", "arn": "arn:aws:iam::1:user/a/alice" }""", "alice")]
    [InlineData("""{ "type": "IAMUser", "userName": "alice" }""", "alice")]
    [InlineData("""{ "type": "FederatedUser", "arn": "arn:aws:sts::1:federated-user/bob" }""", "bob")]
    [InlineData("""{ "type": "AWSService", "invokedBy": "ecs.amazonaws.com" }""", "ecs.amazonaws.com")]
    [InlineData("""{ "type": "AWSAccount", "principalId": "AIDAX", "accountId": "2" }""", "AIDAX")]
    [InlineData("""{ "type": "AssumedRole", "principalId": "AROAX:session" }""", "/session")]
    [InlineData("""{ "type": "AssumedRole", "arn": "arn:aws:sts::1:assumed-role/api/s" }""", "api/s")]
    [InlineData("""{ "type": "IdentityCenterUser", "accountId": "2" }""", "(IdentityCenterUser)")]
    [InlineData("{}", "(nobody)")]
    public void Every_kind_of_identity_has_a_name(string identity, string whole) => Assert.Equal(whole, Of(identity).Whole);

    private static TrailCaller Of(string identity)
    {
        using var json = JsonDocument.Parse(identity);
        return TrailCaller.Of(json.RootElement);
    }
}
