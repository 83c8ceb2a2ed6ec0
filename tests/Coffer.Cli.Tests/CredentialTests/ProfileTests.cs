using System.Diagnostics;
using System.Globalization;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.CredentialTests;

/// <summary>Profiles: static, with a role, with a program; and what is wrong with them.</summary>
public sealed class ProfileTests(CredentialWorld world) : IClassFixture<CredentialWorld>
{
    private const string Long = "[base]\naws_access_key_id = test\naws_secret_access_key = test\n";

    [NativeFact]
    public async Task Static_keys_with_a_token_open() => CredentialWorld.AssertOpened(await GetAsync(
        "default",
        "",
        $"[default]\naws_access_key_id = {world.Keys.AccessKeyId}\naws_secret_access_key = {world.Keys.SecretAccessKey}\naws_session_token "
            + $"= {world.Keys.SessionToken}\n"));

    [NativeFact]
    public async Task Files_may_be_named_from_the_home_folder() => CredentialWorld.AssertOpened(await world.GetAsync(
        new()
        {
            ["AWS_PROFILE"] = "app", ["AWS_CONFIG_FILE"] = "~/else where/config", ["AWS_SHARED_CREDENTIALS_FILE"] = "~/secrets",
        },
        new()
        {
            ["else where/config"] = $"[profile app]\nrole_arn = {CredentialWorld.RoleArn}\nsource_profile = base\n",
            ["secrets"] = Long,
        }));

    [NativeFact]
    public async Task A_role_is_assumed_by_its_source_profile()
    {
        CredentialWorld.AssertOpened(await GetAsync(
            "app",
            $"[profile app]\nrole_arn = {CredentialWorld.RoleArn}\nsource_profile = base\nexternal_id = e-1\nrole_session_name = me\n",
            Long));
        Assert.Contains("sts AssumeRole 200\n", await world.Aws.LogAsync(), StringComparison.Ordinal);
    }

    [NativeFact]
    public async Task A_role_is_assumed_by_a_role() => CredentialWorld.AssertOpened(await GetAsync(
        "app",
        $"[profile app]\nrole_arn = {CredentialWorld.RoleArn}\nsource_profile = middle\n[profile middle]\nrole_arn = "
            + $"{CredentialWorld.RoleArn}2\nsource_profile = base\n",
        Long));

    [NativeFact]
    public async Task A_profile_may_be_its_own_source() => CredentialWorld.AssertOpened(await GetAsync(
        "base", $"[profile base]\nrole_arn = {CredentialWorld.RoleArn}\nsource_profile = base\n", Long));

    [NativeFact]
    public async Task A_role_is_assumed_by_the_environment()
    {
        // AWS_ACCESS_KEY_ID itself would come before the profile: so it is another profile's credential_source that counts.
        using var agent = new StandIn(_ => new(200, world.Json()));
        CredentialWorld.AssertOpened(await GetAsync(
            "app",
            $"[profile app]\nrole_arn = {CredentialWorld.RoleArn}\ncredential_source = EcsContainer\n",
            "",
            new() { ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = agent.Url }));
        Assert.Single(agent.Requests);
    }

    [NativeTheory]
    [InlineData("Environment", "credential_source Environment: AWS_ACCESS_KEY_ID is not set")]
    [InlineData("Ec2InstanceMetadata", "credential_source Ec2InstanceMetadata: AWS_EC2_METADATA_DISABLED is set")]
    [InlineData("EcsContainer", "credential_source EcsContainer: neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor")]
    public async Task A_source_that_does_not_apply_is_told(string source, string said) => world.AssertRefused(
        await GetAsync(
            "app", $"[profile app]\nrole_arn = {CredentialWorld.RoleArn}\ncredential_source = {source}\n"), "  profile 'app': " + said);

    [NativeFact]
    public async Task A_program_gives_keys()
    {
        var file = Path.Combine(world.Folder, "keys of a program");
        await File.WriteAllTextAsync(file, world.Json("SessionToken"), TestContext.Current.CancellationToken);
        CredentialWorld.AssertOpened(await GetAsync("app", $"[profile app]\ncredential_process = cat \"{file}\"\n"));
    }

    [NativeTheory]
    [InlineData("false", "credential_process ended with exit code 1")]
    [InlineData("echo hello", "credential_process: it answered what is no JSON object")]
    [InlineData("true", "credential_process: it answered nothing")]
    [InlineData("echo '{\"Version\":2}'", "credential_process: it answered without 'Version' 1")]
    [InlineData("no-such-program --x", "credential_process cannot be started ('no-such-program')")]
    [InlineData("cat /dev/zero", "credential_process answered too much")]
    public async Task A_program_that_gives_none_is_told(string command, string said) =>
        world.AssertRefused(await GetAsync("app", $"[profile app]\ncredential_process = {command}\n"), "  profile 'app': " + said);

    [NativeFact]
    public async Task A_program_that_does_not_end_is_told_and_gone_afterwards()
    {
        var file = Path.Combine(world.Folder, "pid");
        world.AssertRefused(
            await GetAsync("app", $"[profile app]\ncredential_process = sh -c 'echo $$ >{file}; exec sleep 600'\n"),
            "  profile 'app': credential_process did not end within 15 seconds");
        var id = int.Parse(
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture);
        await AssertGoneAsync(id);
    }

    [NativeFact]
    public async Task What_a_program_says_is_for_who_sits_there()
    {
        var result = await GetAsync("app", "[profile app]\ncredential_process = sh -c 'echo touch the key >&2; exit 3'\n");
        Assert.StartsWith("touch the key\n", result.StderrText, StringComparison.Ordinal);
        Assert.Contains("ended with exit code 3", result.StderrText, StringComparison.Ordinal);
        Assert.Equal(78, result.ExitCode);
    }

    [NativeTheory]
    [InlineData("[profile other]\nregion = us-east-1\n", "there is none, though AWS_PROFILE names it")]
    [InlineData("[profile app]\nregion = us-east-1\n", "it has no credentials, though AWS_PROFILE names it")]
    [InlineData("[profile app]\nrole_arn = R\n", "it has a role_arn, but neither source_profile nor credential_source")]
    [InlineData("[profile app]\nrole_arn = R\nsource_profile = gone\n", "its source_profile 'gone' is not there")]
    [InlineData("[profile app]\nrole_arn = R\nsource_profile = b\n[profile b]\nrole_arn = R\nsource_profile = "
        + "app\n", "leads in a circle: app -> b -> app")]
    [InlineData("[profile app]\nrole_arn = R\nsource_profile = b\n[profile b]\nregion = x\n", "source_profile 'b': it has no credentials")]
    [InlineData("[profile app]\nrole_arn = R\nsource_profile = b\nmfa_serial = arn:x\n", "a code of an MFA device")]
    [InlineData("[profile app]\nrole_arn = R\ncredential_source = Nowhere\n", "its credential_source is none of")]
    [InlineData("[profile app]\nlogin_session = arn:aws:iam::1:user/x\n", "it is of 'aws login'")]
    [InlineData("[profile app]\naws_access_key_id = AKIA\n", "it has only one of")]
    public async Task A_profile_that_gives_none_is_told(string config, string said) =>
        world.AssertRefused(await GetAsync("app", config), "  profile 'app': ", said);

    [NativeFact]
    public async Task A_login_session_says_what_to_do() => world.AssertRefused(
        await GetAsync("app", "[profile app]\nlogin_session = arn:aws:iam::1:user/x\n"),
        "credential_process = aws configure export-credentials --profile app --format process");

    [NativeFact]
    public async Task A_role_that_is_refused_is_told_with_the_words_of_STS()
    {
        const string Denied = "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: arn:aws:iam::1:user/x is "
            + "not authorized to perform: sts:AssumeRole</Message></Error></ErrorResponse>";
        world.AssertRefused(
            await StsAsync(_ => new(403, Denied)),
            $"sts:AssumeRole of '{CredentialWorld.RoleArn}' answered 403 AccessDenied (\"User: arn:aws:iam::1:user/x is not authorized to "
                + "perform: sts:AssumeRole\")",
            "trust policy");
    }

    [NativeTheory]
    [InlineData("html", "answered 200", "<html>portal")]
    [InlineData("empty", "sts:AssumeRole answered without 'AccessKeyId'", "")]
    [InlineData("other", "sts:AssumeRole answered without 'AccessKeyId'", "<a><b>1</b></a>")]
    public async Task STS_that_is_none_is_told(string kind, string said, string body)
    {
        Assert.NotEmpty(kind);
        world.AssertRefused(69, await StsAsync(_ => new(200, body)), kind == "html" ? "answered without 'AccessKeyId'" : said);
    }

    [NativeFact]
    public async Task STS_that_is_silent_is_bounded()
    {
        using var sts = new StandIn(_ => StandInAnswer.Silence);
        world.AssertRefused(69, await StsAsync(sts), "did not answer within 5 s");

        // On a busy machine one more may begin before its time is over.
        Assert.InRange(sts.Requests.Count, 2, 3);
    }

    private static async Task AssertGoneAsync(int id)
    {
        for (var look = 0; look < 100 && Runs(id); look++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        if (Runs(id))
        {
            using var left = Process.GetProcessById(id);
            left.Kill();
            Assert.Fail("the program is still running");
        }
    }

    // One that has ended, and that nobody has asked for yet, has no command line any more.
    private static bool Runs(int id)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/cmdline")).Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<ProcessResult> StsAsync(Func<StandInRequest, StandInAnswer> answer)
    {
        using var sts = new StandIn(answer);
        return await StsAsync(sts);
    }

    private Task<ProcessResult> StsAsync(StandIn sts) => GetAsync(
        "app",
        $"[profile app]\nrole_arn = {CredentialWorld.RoleArn}\nsource_profile = base\n",
        Long,
        new() { ["AWS_ENDPOINT_URL_STS"] = sts.Url });

    private Task<ProcessResult> GetAsync(string profile, string config, string credentials = "", Dictionary<string, string>? more = null)
    {
        var variables = new Dictionary<string, string>(more ?? []) { ["AWS_PROFILE"] = profile };
        return world.GetAsync(variables, new() { [".aws/config"] = config, [".aws/credentials"] = credentials });
    }
}
