using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Coffer.Cli.Tests.Processes;
using Coffer.Cli.Tests.Scripting;
using Xunit;

namespace Coffer.Cli.Tests.CredentialTests;

/// <summary>
/// What the SDK reads behind our back, by its own assemblies: each is in the manual, and none is a defect of coffer, empty or nonsense.
/// </summary>
public sealed partial class SdkSettingsTests(CredentialWorld world) : IClassFixture<CredentialWorld>
{
    private static readonly string[] Assemblies = ["AWSSDK.Core.dll", "AWSSDK.S3.dll", "AWSSDK.KeyManagementService.dll"];

    // Storage classes and the like, which look like variables.
    private static readonly string[] NoVariables = ["AWS_BACKUP_LOW_COST_WARM", "AWS_BACKUP_WARM", "AWS_CLOUDHSM", "AWS_KMS"];

    private static readonly string Manual = File.ReadAllText(Path.Combine(ScriptFolder.Root, "docs", "manual", "aws-settings.md"));

    /// <summary>Where nonsense has a consequence: the exit code, and a word of the message.</summary>
    private static readonly Dictionary<string, (int Code, string Says)> Variables = new()
    {
        ["AWS_ACCESS_KEY_ID"] = (77, "does not know the access key"),
        ["AWS_SECRET_ACCESS_KEY"] = (77, "refuses the signature"),
        ["AWS_SESSION_TOKEN"] = (77, "session token"),
        ["AWS_REGION"] = (78, "region"),
        ["AWS_ENDPOINT_URL"] = (78, "AWS_ENDPOINT_URL is neither"),
        ["AWS_ENDPOINT_URL_S3"] = (78, "AWS_ENDPOINT_URL_S3 is neither"),
        ["AWS_ENDPOINT_URL_KMS"] = (78, "AWS_ENDPOINT_URL_KMS is neither"),
        ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = (78, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is neither"),
        ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = (78, "AWS_EC2_METADATA_SERVICE_ENDPOINT is no URL"),
        ["AWS_S3_US_EAST_1_REGIONAL_ENDPOINT"] = (78, "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT is neither"),
        ["AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS"] = (78, "AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS is neither"),
    };

    private static readonly Dictionary<string, (int Code, string Says)> Fields = new()
    {
        ["role_arn"] = (78, "it has a role_arn, but neither source_profile nor credential_source"),
        ["sso_start_url"] = (78, "sso_region is not set"),
        ["sso_session"] = (78, "sso_session must name a section"),
        ["ec2_metadata_service_endpoint"] = (78, "ec2_metadata_service_endpoint must be a URL"),
    };

    [NativeFact]
    public void Each_variable_of_the_SDK_is_in_the_manual()
    {
        string[] read = [.. OfSdk()];
        Assert.True(read.Length >= 48, $"{read.Length} found");
        Assert.Equal([], read.Where(static name => !Manual.Contains(
            name.EndsWith('_') ? $"`{name}" : $"`{name}`", StringComparison.Ordinal)));
    }

    [NativeFact]
    public async Task Empty_variables_are_unset()
    {
        // Without these two the test has no server and no region.
        var all = OfSdk()
            .Except(["AWS_ENDPOINT_URL", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]).ToDictionary(name => name, _ => "");
        Assert.True(all.Count >= 44);
        AssertFine(await StatusAsync(all));
    }

    [NativeFact]
    public async Task Nonsense_that_is_ignored_is_ignored()
    {
        var all = OfSdk().Except(Variables.Keys).ToDictionary(name => name, _ => "garbage");
        Assert.True(all.Count >= 38);
        AssertFine(await StatusAsync(all));
    }

    [NativeFact]
    public async Task Nonsense_that_is_not_is_named()
    {
        Assert.Equal(11, Variables.Count);
        foreach ((var name, (var code, var says)) in Variables)
        {
            var result = await StatusAsync(new() { [name] = "garbage" });
            Assert.Contains(says, result.StderrText, StringComparison.Ordinal);
            Assert.Equal((name, code), (name, result.ExitCode));
        }
    }

    [NativeTheory]
    [InlineData("")]
    [InlineData("garbage")]
    public async Task Fields_of_a_profile_that_are_ignored_take_no_credentials_away(string value)
    {
        string[] fields = [.. OfManual().Except(Fields.Keys)];
        Assert.True(fields.Length >= 40, $"{fields.Length} found");

        // A profile that is not understood would be another one's turn: nothing else here has credentials.
        AssertFine(await OfProfileAsync(string.Concat(fields.Except(["region", "endpoint_url"]).Select(field => $"{field} = {value}\n"))));
    }

    [NativeFact]
    public async Task Fields_of_a_profile_that_are_not_are_named()
    {
        Assert.Equal(4, Fields.Count);
        foreach ((var name, (var code, var says)) in Fields)
        {
            var result = await OfProfileAsync($"{name} = garbage\n");
            Assert.Contains(says, result.StderrText, StringComparison.Ordinal);
            Assert.Equal((name, code), (name, result.ExitCode));
        }
    }

    [NativeFact]
    public async Task A_line_that_is_no_setting_is_an_error_without_its_text() => Assert.Matches(
        "line 2 of '.*/.aws/config' is neither a section nor a setting", (await OfProfileAsync("hunter2hunter2\n")).StderrText);

    [NativeTheory]
    [InlineData("endpoint_url = {0}\n")]
    [InlineData("services = local\n[services local]\nkms =\n  endpoint_url = {0}\n"
        + "s3 =\n    endpoint_url = {0}\n    addressing_style = a\n")]
    public async Task The_endpoint_of_a_profile_is_taken(string lines) => AssertFine(await StatusAsync(
        new() { ["AWS_ENDPOINT_URL"] = "" },
        new()
        {
            [".aws/config"] = "[profile default]\n" + lines.Replace("{0}", world.Aws.Endpoint.AbsoluteUri, StringComparison.Ordinal),
        }));

    private Task<ProcessResult> OfProfileAsync(string lines) => StatusAsync(
        new() { ["AWS_ACCESS_KEY_ID"] = "", ["AWS_SECRET_ACCESS_KEY"] = "" },
        new()
        {
            [".aws/config"] = $"[default]\n{lines}",
            [".aws/credentials"] = "[default]\naws_access_key_id = test\naws_secret_access_key = test\naws_session_token =\n",
        });

    private async Task<ProcessResult> StatusAsync(Dictionary<string, string> variables, Dictionary<string, string>? home = null)
    {
        using (var s3 = world.Aws.S3())
        {
            await s3.PutBucketAsync("staging-secrets");
            await s3.PutObjectAsync(
                new() { BucketName = "staging-secrets", Key = "api/x", FilePath = Path.Combine(world.Folder, "staging/api/x") });
        }

        var all = new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = "test", ["AWS_SECRET_ACCESS_KEY"] = "test" };
        foreach ((var name, var value) in variables)
        {
            all[name] = value;
        }

        return await world.RunAsync(["status", "staging"], all, home);
    }

    private static void AssertFine(ProcessResult result)
    {
        Assert.DoesNotContain("error", result.StderrText, StringComparison.Ordinal);
        Assert.Contains("staging/api/x", result.StdoutText, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    private static IEnumerable<string> OfSdk() => Assemblies.SelectMany(Strings)
        .Where(static text => VariableName().IsMatch(text)).Except(NoVariables).Append("_X_AMZN_TRACE_ID").Distinct();

    private static IEnumerable<string> OfManual() =>
        FieldName().Matches(Manual[Manual.IndexOf("## Profile fields", StringComparison.Ordinal)..])
            .Select(static match => match.Groups[1].Value);

    private static List<string> Strings(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly)));
        var metadata = file.GetMetadataReader();
        var strings = new List<string>();
        for (var at = metadata.GetNextHandle(default(UserStringHandle)); !at.IsNil; at = metadata.GetNextHandle(at))
        {
            strings.Add(metadata.GetUserString(at));
        }

        return strings;
    }

    [GeneratedRegex("^AWS_[A-Z0-9_]+$")]
    private static partial Regex VariableName();

    [GeneratedRegex("`([a-z][a-z0-9]*_[a-z0-9_]+|services|region)`")]
    private static partial Regex FieldName();
}
