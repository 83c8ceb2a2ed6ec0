using System.Diagnostics;
using System.Text.Json.Nodes;
using Coffer.LocalAws.Tests.Enforcement;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Running;

/// <summary><c>coffer-local run-task</c> as a process, beside a server where policies decide.</summary>
public sealed class RunTaskTests : EnforcedTest
{
    private const string Role = "arn:aws:iam::000000000000:role/api-task";

    [Fact]
    public async Task The_command_has_what_the_definition_says_and_little_else()
    {
        await RegisterAsync(Container(["/usr/bin/env"]), Role);
        var (code, output, errors) = await RunAsync(["api"], ("OUTSIDE", "1"), ("KEPT", "2"), ("AWS_PROFILE", "person"));
        Assert.Equal((0, string.Empty), (code, errors));
        var variables = output.TrimEnd().Split('\n').Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal("staging", variables["COFFER_ENVIRONMENT"]);
        Assert.Equal(Endpoint.GetLeftPart(UriPartial.Authority), variables["AWS_ENDPOINT_URL"]);
        Assert.Equal(("eu-west-1", "eu-west-1"), (variables["AWS_REGION"], variables["AWS_DEFAULT_REGION"]));
        Assert.StartsWith("http://127.0.0.1:", variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"], StringComparison.Ordinal);
        string[] none = ["OUTSIDE", "KEPT", "AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
        Assert.DoesNotContain(none, variables.ContainsKey);

        (_, output, _) = await RunAsync(["api", "--keep", "KEPT"], ("OUTSIDE", "1"), ("KEPT", "2"));
        Assert.Contains("KEPT=2\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("OUTSIDE", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_credentials_are_the_tasks_and_for_who_has_its_token()
    {
        const string ask = """
            get() { exec 3<>"/dev/tcp/127.0.0.1/$port"; printf 'GET %s HTTP/1.0\r\n%s\r\n' "$path" "$1" >&3; cat <&3; echo; }
            port=${AWS_CONTAINER_CREDENTIALS_FULL_URI#http://127.0.0.1:} path=/${port#*/} port=${port%%/*}
            get $'Host: 127.0.0.1\r\n'
            get $'Host: 127.0.0.1\r\nAuthorization: '"$AWS_CONTAINER_AUTHORIZATION_TOKEN"$'\r\n'
            """;
        await RegisterAsync(Container(["bash", "-c", ask]), Role);
        var (code, output, errors) = await RunAsync(["api"]);
        Assert.Equal((0, string.Empty), (code, errors));
        Assert.Contains("403 Forbidden", output, StringComparison.Ordinal);
        var given = JsonNode.Parse(output.Split('\n').Single(line => line.StartsWith('{')))!;
        using var task = new WireCaller(
            Endpoint, given["AccessKeyId"]!.ToString(), given["SecretAccessKey"]!.ToString(), given["Token"]!.ToString());
        Assert.Equal($"arn:aws:sts::000000000000:assumed-role/api-task/{(await LastAsync())["taskArn"]!.ToString().Split('/')[^1]}",
            (await OkAsync(task.StsAsync("GetCallerIdentity"))).Value("Arn"));
    }

    [Fact]
    public async Task It_ends_as_its_command_ends_and_ECS_knows_how()
    {
        await RegisterAsync(Container(["sh", "-c", "exit 0"]));
        (string Script, int Code)[] cases = [("exit 0", 0), ("exit 7", 7), ("kill -9 $$", 137), ("kill -TERM $$", 143)];
        foreach (var (script, expected) in cases)
        {
            var (code, output, errors) = await RunAsync(["api", "--", "sh", "-c", script]);
            Assert.Equal((script, expected, string.Empty, string.Empty), (script, code, output, errors));
            var task = await LastAsync();
            Assert.Equal(("STOPPED", expected), ((string?)task["lastStatus"], (int?)task["containers"]![0]!["exitCode"]));
        }

        Assert.Equal(4, cases.Length);
    }

    [Fact]
    public async Task What_cannot_run_says_why_in_one_line()
    {
        await RegisterAsync(Container(["true"]));
        await RegisterAsync(Container(null), family: "of-the-image");
        await RegisterAsync(
            Container(["true"], ("secrets", new JsonArray(new JsonObject { ["name"] = "A", ["valueFrom"] = "b" }))), family: "secrets");
        await RegisterAsync(
            Container(["true"], ("environmentFiles", new JsonArray(new JsonObject { ["type"] = "s3", ["value"] = "b" }))), family: "files");
        await RegisterAsync([Container(["true"]), Container(["true"], ("name", "other"))], family: "two");
        using var stranger = await RoleAsync("stranger");
        (string[] Arguments, int Code, string Says)[] cases =
        [
            (["none"], 66, "Unable to describe task definition"),
            (["api", "--cluster", "none"], 66, "Cluster not found"),
            (["of-the-image"], 64, "give a command after --"),
            (["secrets"], 78, "container 'main' of secrets has 'secrets'; coffer-local serves neither"),
            (["files"], 78, "has 'environmentFiles'"),
            (["two"], 64, "say which with --container (main, other)"),
            (["two", "--container", "third"], 66, "it has main, other"),
            (["api", "--", "/no/such/command"], 127, "cannot run '/no/such/command'"),
            (["api", "--", "/etc/passwd"], 126, "cannot run '/etc/passwd'"),
            ([], 64, "Required argument 'FAMILY' missing"),
        ];
        foreach (var (arguments, expected, says) in cases)
        {
            var (code, output, errors) = await RunAsync(arguments);
            Assert.Equal((string.Join(' ', arguments), expected, string.Empty), (string.Join(' ', arguments), code, output));
            Assert.StartsWith("coffer-local: error: ", errors, StringComparison.Ordinal);
            Assert.Contains(says, errors, StringComparison.Ordinal);
            Assert.Single(errors.TrimEnd().Split('\n'));
        }

        Assert.Equal(10, cases.Length);
        Assert.Equal("CannotStartContainerError", (string?)(await LastAsync())["stoppedReason"]);
    }

    [Fact]
    public async Task Policies_decide_who_runs_tasks_and_with_which_role()
    {
        await RegisterAsync(Container(["true"]), Role);
        var (id, secret) = await UserAsync("starter", Allow("ecs:*"));
        (string, string)[] key = [("AWS_ACCESS_KEY_ID", id), ("AWS_SECRET_ACCESS_KEY", secret)];
        var (code, _, errors) = await RunAsync(["api"], key);
        Assert.Equal(77, code);
        Assert.Contains("iam:PassRole", errors, StringComparison.Ordinal);
        await OkAsync(Root.IamAsync(
            "PutUserPolicy", ("UserName", "starter"), ("PolicyName", "pass"), ("PolicyDocument", Allow("iam:PassRole", Role))));
        Assert.Equal((0, string.Empty, string.Empty), await RunAsync(["api"], key));
    }

    [Fact]
    public async Task A_service_without_a_server_says_so()
    {
        var (code, _, errors) = await RunAsync(["api"], ("AWS_ENDPOINT_URL", "http://127.0.0.1:9"));
        Assert.Equal(69, code);
        Assert.Contains("no coffer-local answers at http://127.0.0.1:9", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SIGTERM to the runner")]
    [InlineData("StopTask")]
    public async Task A_task_that_is_told_to_end_ends_by_itself(string how)
    {
        await RegisterAsync(Container(["sh", "-c", "trap 'echo told; exit 3' TERM; echo ready; for i in $(seq 400); do sleep 0.05; done"]));
        using var runner = Start(["api"]);
        Assert.Equal("ready", await runner.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        if (how == "StopTask")
        {
            var arns = (await OkAsync(Root.EcsAsync("ListTasks", [])))["taskArns"].AsArray();
            await OkAsync(Root.EcsAsync("StopTask", new JsonObject { ["task"] = (string)arns[0]! }));
        }
        else
        {
            using var kill = Process.Start("kill", ["-TERM", $"{runner.Id}"]);
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal("told\n", await runner.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await runner.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, runner.ExitCode);
        var task = await LastAsync();
        Assert.Equal(("STOPPED", 3), ((string?)task["lastStatus"], (int?)task["containers"]![0]!["exitCode"]));
    }

    private static JsonObject Container(string[]? command, params (string Name, JsonNode Value)[] more)
    {
        var container = new JsonObject
        {
            ["name"] = "main",
            ["image"] = "api",
            ["environment"] = new JsonArray(new JsonObject { ["name"] = "COFFER_ENVIRONMENT", ["value"] = "staging" }),
        };
        if (command is not null)
        {
            container["command"] = new JsonArray([.. command.Select(word => JsonValue.Create(word))]);
        }

        foreach (var (name, value) in more)
        {
            container[name] = value;
        }

        return container;
    }

    private Task RegisterAsync(JsonObject container, string? role = null, string family = "api") =>
        RegisterAsync([container], role, family);

    private async Task RegisterAsync(JsonNode[] containers, string? role = null, string family = "api")
    {
        var body = new JsonObject { ["family"] = family, ["containerDefinitions"] = new JsonArray(containers) };
        if (role is not null)
        {
            body["taskRoleArn"] = role;
            await OkAsync(Root.IamAsync("CreateRole", ("RoleName", role.Split('/')[^1]),
                ("AssumeRolePolicyDocument", Trust("""{"Service":"ecs-tasks.amazonaws.com"}"""))));
        }

        await OkAsync(Root.EcsAsync("RegisterTaskDefinition", body));
        await OkAsync(Root.EcsAsync("CreateCluster", []));
    }

    private async Task<(string Id, string Secret)> UserAsync(string name, string policy)
    {
        await OkAsync(Root.IamAsync("CreateUser", ("UserName", name)));
        await OkAsync(Root.IamAsync("PutUserPolicy", ("UserName", name), ("PolicyName", "p"), ("PolicyDocument", policy)));
        var key = await OkAsync(Root.IamAsync("CreateAccessKey", ("UserName", name)));
        return (key.Value("AccessKeyId"), key.Value("SecretAccessKey"));
    }

    /// <summary>The task that stopped last.</summary>
    private async Task<JsonNode> LastAsync()
    {
        var list = await OkAsync(Root.EcsAsync("ListTasks", new JsonObject { ["desiredStatus"] = "STOPPED" }));
        var tasks = await OkAsync(Root.EcsAsync("DescribeTasks", new JsonObject { ["tasks"] = list["taskArns"].DeepClone() }));
        return tasks["tasks"].AsArray().MaxBy(task => (decimal)task!["stoppedAt"]!)!;
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(
        string[] arguments, params (string Name, string Value)[] variables)
    {
        using var process = Start(arguments, variables);
        return await ServerProcess.EndAsync(process);
    }

    private Process Start(string[] arguments, params (string Name, string Value)[] variables) => ServerProcess.Launch(
        ["run-task", .. arguments],
        [("AWS_ENDPOINT_URL", Endpoint.GetLeftPart(UriPartial.Authority)), ("AWS_REGION", "eu-west-1"), .. variables]);
}
