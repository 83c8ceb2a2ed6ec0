using System.Globalization;
using System.Text.Json;
using Amazon.KeyManagementService.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.CredentialTests;

/// <summary>
/// A local AWS with one sealed secret, and temporary keys that it knows: a source of credentials is right when
/// <c>coffer get</c> opens the secret with what the source gave, and with nothing else.
/// </summary>
public sealed class CredentialWorld : IAsyncLifetime
{
    public const string Value = "opened with the right keys";
    public const string RoleArn = "arn:aws:iam::000000000000:role/reader";

    private const string Key = "alias/secrets";

    internal string Folder { get; } = Directory.CreateTempSubdirectory("coffer-test-").FullName;

    internal LocalAwsProcess Aws { get; private set; } = null!;

    /// <summary>Keys of a session that the local AWS knows.</summary>
    internal Credentials Keys { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Aws = await LocalAwsProcess.StartAsync("--log");
        using var kms = Aws.Kms();
        var made = await kms.CreateKeyAsync(new CreateKeyRequest());
        await kms.CreateAliasAsync(Key, made.KeyMetadata.KeyId);
        using var plaintext = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Value));
        var sealedValue = await kms.EncryptAsync(new EncryptRequest
        {
            KeyId = Key,
            Plaintext = plaintext,
            EncryptionContext = new() { ["environment"] = "staging", ["service"] = "api", ["secret"] = "x" },
        });
        Directory.CreateDirectory(Path.Combine(Folder, "staging", "api"));
        await File.WriteAllBytesAsync(Path.Combine(Folder, "staging", "api", "x"), sealedValue.CiphertextBlob.ToArray());
        await File.WriteAllTextAsync(Path.Combine(Folder, "coffer.json"), "{ \"environments\": { \"staging\": {} } }\n");
        Keys = await AssumeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Aws.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    internal async Task<Credentials> AssumeAsync()
    {
        using var sts = new AmazonSecurityTokenServiceClient("test", "test", new AmazonSecurityTokenServiceConfig
        {
            ServiceURL = Aws.Endpoint.GetLeftPart(UriPartial.Authority),
            AuthenticationRegion = LocalAwsProcess.DefaultRegion,
        });
        var answer = await sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "test" });
        return answer.Credentials;
    }

    /// <summary>The keys as an agent or a program writes them.</summary>
    internal string Json(string token = "Token", string? expiration = null) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["Version"] = 1,
        ["Code"] = "Success",
        ["AccessKeyId"] = Keys.AccessKeyId,
        ["SecretAccessKey"] = Keys.SecretAccessKey,
        [token] = Keys.SessionToken,
        ["Expiration"] = expiration ?? InAnHour,
    });

    internal static string InAnHour =>
        TimeProvider.System.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Runs <c>coffer get</c> with these variables and files of a home, and no credentials but what they lead to.</summary>
    internal Task<ProcessResult> GetAsync(Dictionary<string, string> variables, Dictionary<string, string>? home = null) =>
        RunAsync(["get", "staging/api/x"], variables, home);

    /// <summary>Runs another command in the same way.</summary>
    internal async Task<ProcessResult> RunAsync(
        IReadOnlyList<string> arguments, Dictionary<string, string> variables, Dictionary<string, string>? home = null,
        byte[]? stdin = null)
    {
        var folder = Directory.CreateTempSubdirectory("coffer-home-").FullName;
        try
        {
            foreach ((var name, var content) in home ?? [])
            {
                var path = Path.Combine(folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await File.WriteAllTextAsync(path, content);
            }

            var all = ProcessEnvironment.Minimal();
            all["HOME"] = folder;
            all["AWS_REGION"] = LocalAwsProcess.DefaultRegion;
            all["AWS_ENDPOINT_URL"] = Aws.Endpoint.GetLeftPart(UriPartial.Authority);
            foreach ((var name, var value) in variables)
            {
                all[name] = value;
            }

            return await ChildProcess.RunAsync(new ProcessRequest(Executables.Coffer, arguments)
            {
                Environment = all,
                Directory = Folder,
                Stdin = stdin,
                Timeout = TimeSpan.FromMinutes(2),
                WatchesMemory = true,
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    internal static void AssertOpened(ProcessResult result)
    {
        Assert.Equal("", WithoutWaiting(result.StderrText).Trim('\n'));
        Assert.Equal(Value, result.StdoutText.TrimEnd());
        Assert.Equal(0, result.ExitCode);
    }

    /// <summary>78, what the source answered, and no secret of it.</summary>
    internal void AssertRefused(ProcessResult result, params IReadOnlyList<string> said) => AssertRefused(78, result, said);

    /// <summary>The code, what the source answered, and no secret of it.</summary>
    internal void AssertRefused(int code, ProcessResult result, params IReadOnlyList<string> said)
    {
        Assert.Equal("", result.StdoutText);
        Assert.StartsWith(
            "coffer: error: 'staging/api/x' cannot be opened: there are no AWS credentials:\n",
            WithoutWaiting(result.StderrText),
            StringComparison.Ordinal);
        Assert.All(
            said,
            text => Assert.True(result.StderrText.Contains(text, StringComparison.Ordinal), $"'{text}' is not in: {result.StderrText}"));
        Assert.Contains("\ncoffer: hint: ", result.StderrText, StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.SecretAccessKey, result.StderrText, StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.SessionToken, result.StderrText, StringComparison.Ordinal);
        Assert.Equal(code, result.ExitCode);
    }

    /// <summary>What is said while it is waited says nothing of how it ends.</summary>
    internal static string WithoutWaiting(string text) => string.Concat(
        text.Split('\n').Where(line => !line.StartsWith("coffer: still waiting", StringComparison.Ordinal)).Select(line => line + "\n"));
}
