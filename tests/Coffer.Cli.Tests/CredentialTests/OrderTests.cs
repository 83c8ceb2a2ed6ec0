using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.CredentialTests;

/// <summary>The first source that is configured decides, in the order of the SDK; the rest is not asked.</summary>
public sealed class OrderTests(CredentialWorld world) : IClassFixture<CredentialWorld>
{
    private static readonly string[] Order = [
        "environment variables", "web identity", "profile 'default'", "container", "instance metadata"];

    public static TheoryData<int> Firsts => [0, 1, 2, 3, 4];

    /// <summary>All sources from one on are configured, and all of them fail: that one is told, with those before it.</summary>
    [NativeTheory]
    [MemberData(nameof(Firsts))]
    public async Task The_first_that_is_configured_decides(int first)
    {
        Assert.Equal(Order.Length, Firsts.Count);
        using var broken = new StandIn(_ => new(403, ""));
        Dictionary<string, string>[] settings =
        [
            new() { ["AWS_ACCESS_KEY_ID"] = "alone" },
            new() { ["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/nowhere", ["AWS_ROLE_ARN"] = "R" },
            [],
            new() { ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = broken.Url },
            new() { ["AWS_EC2_METADATA_DISABLED"] = "false", ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = broken.Url },
        ];
        var result = await world.GetAsync(
            settings.Skip(first).SelectMany(static setting => setting).ToDictionary(),
            first <= 2 ? new() { [".aws/config"] = "[default]\nrole_arn = R\n" } : []);
        world.AssertRefused(result);
        string[] told = [.. result.StderrText.Split('\n').Where(static line => line.StartsWith("  ", StringComparison.Ordinal)).Select(
            static line => line[2..line.IndexOf(": ", StringComparison.Ordinal)])];
        Assert.Equal(Order[..(first + 1)], told);
    }

    [NativeTheory]
    [InlineData("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not")]
    public async Task Half_a_pair_is_told(string variable, string said) =>
        world.AssertRefused(await world.GetAsync(new() { [variable] = "x" }), said, "set both, or none of them");
}
