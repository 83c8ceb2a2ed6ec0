using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.CredentialTests;

/// <summary>The role of an EC2 instance.</summary>
public sealed class InstanceTests(CredentialWorld world) : IClassFixture<CredentialWorld>
{
    private const string RolePath = "/latest/meta-data/iam/security-credentials/";

    public static TheoryData<string, int, string> Bad => BadAnswers.All;

    [NativeFact]
    public async Task It_gives_keys_by_version_2()
    {
        using var service = new StandIn(request => Answer(request, new(200, world.Json())));
        CredentialWorld.AssertOpened(await world.GetAsync(Variables(service)));
        Assert.Equal(
            ["PUT /latest/api/token", $"GET {RolePath}", $"GET {RolePath}reader"],
            service.Requests.Select(static request => $"{request.Method} {request.Path}"));
        Assert.All(service.Requests.Skip(1), static request => Assert.Equal("the-token", request.Headers["X-aws-ec2-metadata-token"]));
    }

    [NativeTheory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_answer_is_told(string answer, int code, string said)
    {
        Assert.Equal(10, Bad.Count);
        using var service = new StandIn(request => Answer(request, BadAnswers.Of(answer, world)));
        if (answer == "expired")
        {
            // AWS's services still take them while nothing can renew them.
            CredentialWorld.AssertOpened(await world.GetAsync(Variables(service)));
            return;
        }

        world.AssertRefused(code, await world.GetAsync(Variables(service)), "  instance metadata: ", said);
    }

    [NativeFact]
    public async Task It_is_not_asked_where_it_is_disabled()
    {
        using var service = new StandIn(request => Answer(request, new(200, world.Json())));
        var variables = Variables(service);
        variables["AWS_EC2_METADATA_DISABLED"] = "TRUE";
        world.AssertRefused(await world.GetAsync(variables), "  instance metadata: AWS_EC2_METADATA_DISABLED is set");
        Assert.Empty(service.Requests);
    }

    [NativeFact]
    public async Task Without_a_role_it_says_so()
    {
        using var service = new StandIn(request => request.Method == "PUT" ? new(200, "the-token") : new(404, ""));
        world.AssertRefused(await world.GetAsync(Variables(service)), "  instance metadata: the instance has no role");
    }

    /// <summary>Nobody is there, or nobody that answers: the error names whom it asked.</summary>
    [NativeTheory]
    [InlineData("IPv6")]
    [InlineData("ipv6")]
    public async Task It_is_asked_by_the_protocol_that_is_chosen(string mode) => world.AssertRefused(
        await world.GetAsync(new()
        {
            ["AWS_EC2_METADATA_DISABLED"] = "false", ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"] = mode,
        }),
        "  instance metadata: [fd00:ec2::254] ");

    [NativeFact]
    public async Task Silence_is_bounded()
    {
        using var service = new StandIn(_ => StandInAnswer.Silence);
        world.AssertRefused(await world.GetAsync(Variables(service)), "  instance metadata: ", "did not answer within 1 s");
        Assert.Equal(2, service.Requests.Count);
    }

    private static Dictionary<string, string> Variables(StandIn service) =>
        new() { ["AWS_EC2_METADATA_DISABLED"] = "false", ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = service.Url };

    private static StandInAnswer Answer(StandInRequest request, StandInAnswer last) => request.Path switch
    {
        "/latest/api/token" => new(200, "the-token"),
        RolePath => new(200, "reader\n"),
        _ => last,
    };
}
