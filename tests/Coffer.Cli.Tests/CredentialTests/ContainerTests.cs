using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.CredentialTests;

/// <summary>The role of a task or a pod.</summary>
public sealed class ContainerTests(CredentialWorld world) : IClassFixture<CredentialWorld>
{
    private const string Full = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private const string Relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";

    public static TheoryData<string, int, string> Bad => BadAnswers.All;

    [NativeFact]
    public async Task It_gives_keys_for_a_token()
    {
        using var agent = new StandIn(_ => new(200, world.Json()));
        CredentialWorld.AssertOpened(
            await world.GetAsync(new() { [Full] = agent.Url + "/role", ["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "Basic abc" }));
        var request = Assert.Single(agent.Requests);
        Assert.Equal(("GET", "/role", "Basic abc"), (request.Method, request.Path, request.Headers["Authorization"]));
    }

    [NativeTheory]
    [InlineData("html")]
    [InlineData("empty")]
    [InlineData("no secret")]
    public async Task An_answer_that_is_not_whole_is_asked_for_again(string answer)
    {
        var asked = 0;
        using var agent = new StandIn(_ =>
            Interlocked.Increment(ref asked) == 1 ? BadAnswers.Of(answer, world) : new(200, world.Json()));
        CredentialWorld.AssertOpened(await world.GetAsync(new() { [Full] = agent.Url + "/role" }));
        Assert.Equal(2, asked);
    }

    [NativeFact]
    public async Task A_token_file_comes_before_a_token()
    {
        using var agent = new StandIn(_ => new(200, world.Json()));
        var file = Path.Combine(world.Folder, "token");
        await File.WriteAllTextAsync(file, "of the file\n", TestContext.Current.CancellationToken);
        CredentialWorld.AssertOpened(await world.GetAsync(new()
        {
            [Full] = agent.Url + "/role",
            ["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "of the variable",
            ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = file,
        }));
        Assert.Equal("of the file", Assert.Single(agent.Requests).Headers["Authorization"]);
    }

    [NativeFact]
    public async Task An_agent_that_fails_once_is_asked_again()
    {
        var asked = 0;
        using var agent = new StandIn(_ => Interlocked.Increment(ref asked) switch
        {
            1 => new(500, ""),
            2 => new(429, ""),
            3 => new(200, world.Json()) { BrokenAfter = 5, IsReset = true },
            _ => new(200, world.Json()),
        });
        CredentialWorld.AssertOpened(await world.GetAsync(new() { [Full] = agent.Url }));
        Assert.Equal(4, asked);
    }

    [NativeTheory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_answer_is_told(string answer, int code, string said)
    {
        Assert.Equal(10, Bad.Count);
        using var agent = new StandIn(_ => BadAnswers.Of(answer, world));
        world.AssertRefused(
            code,
            await world.GetAsync(new() { [Full] = agent.Url }), "  profile 'default': there is none\n", $"  container: ", said);
    }

    [NativeTheory]
    [InlineData("http://10.0.0.1/role", "is neither an https URL nor an http URL of this host, ECS, EKS or EC2")]
    [InlineData("http://127.0.0.1.example.com/role", "is neither an https URL")]
    [InlineData("nonsense", "is neither an https URL")]
    public async Task A_strange_host_is_not_asked(string address, string said) =>
        world.AssertRefused(await world.GetAsync(new() { [Full] = address }), $"  container: {Full} ", said);

    [NativeTheory]
    [InlineData("@example.com/role")]
    [InlineData(".example.com/role")]
    [InlineData(":8080/role")]
    public async Task A_relative_address_stays_at_the_agent(string path) =>
        world.AssertRefused(await world.GetAsync(new() { [Relative] = path }), $"  container: {Relative} is no path that begins with '/'");

    [NativeFact]
    public async Task A_token_file_that_is_not_there_is_told() => world.AssertRefused(
        await world.GetAsync(new() { [Full] = "http://127.0.0.1:1/", ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = "/nowhere" }),
        "  container: the file of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE is not there ('/nowhere')");

    [NativeFact]
    public async Task Nobody_there_is_told() => world.AssertRefused(
        69,
        await world.GetAsync(new() { [Full] = "http://127.0.0.1:1/" }), "  container: 127.0.0.1:1 cannot be reached (connection refused)");
}
