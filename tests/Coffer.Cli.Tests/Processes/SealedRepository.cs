using Amazon.KeyManagementService.Model;
using Amazon.S3.Model;
using Xunit;

namespace Coffer.Cli.Tests.Processes;

/// <summary>
/// A repository and a bucket with the same service of sealed secrets, beside a local AWS. The secrets are sealed by the
/// AWS SDK, so that a test of one command does not rest on another.
/// </summary>
public sealed class SealedRepository : IAsyncLifetime
{
    public const int Secrets = 20;
    public const string Bucket = "staging-secrets";

    private const string Key = "alias/secrets";

    internal string Folder { get; } = Directory.CreateTempSubdirectory("coffer-test-").FullName;

    internal LocalAwsProcess Aws { get; private set; } = null!;

    /// <summary>The rules of a faults file; they must leave alone what makes the repository: Encrypt and PutObject.</summary>
    internal string Faults { get; init; } = "";

    /// <summary>Whether the local AWS logs its requests, which the test then holds in memory.</summary>
    internal bool IsLogging { get; private init; } = true;

    /// <summary>More options of the local AWS.</summary>
    internal IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The names of the secrets of <c>staging/api</c>, all of them variables' names too.</summary>
    internal static IEnumerable<string> Names => Enumerable.Range(1, Secrets).Select(NameOf);

    internal static string NameOf(int number) => $"SECRET_{number:00}";

    internal static string ValueOf(int number) => $"the value of secret {number:00}";

    /// <summary>One whose local AWS fails as the rules say.</summary>
    internal static async Task<SealedRepository> WithFaultsAsync(string rules, bool log = true)
    {
        var repository = new SealedRepository { Faults = rules, IsLogging = log };
        await repository.InitializeAsync();
        return repository;
    }

    public async ValueTask InitializeAsync()
    {
        var faults = Path.Combine(Folder, "faults");
        await File.WriteAllTextAsync(faults, Faults);
        Aws = await LocalAwsProcess.StartAsync([.. IsLogging ? ["--log"] : Array.Empty<string>(), "--faults", faults, .. Options]);
        using (var kms = Aws.Kms())
        {
            var made = await kms.CreateKeyAsync(new CreateKeyRequest());
            await kms.CreateAliasAsync(Key, made.KeyMetadata.KeyId);
        }

        using var s3 = Aws.S3();
        await s3.PutBucketAsync(Bucket);
        await File.WriteAllTextAsync(Path.Combine(Folder, "coffer.json"), "{ \"environments\": { \"staging\": {} } }\n");
        Directory.CreateDirectory(Path.Combine(Folder, "staging", "api"));
        for (var number = 1; number <= Secrets; number++)
        {
            var blob = await SealAsync("api", NameOf(number), ValueOf(number));
            await File.WriteAllBytesAsync(PathOf(NameOf(number)), blob);
            using var body = new MemoryStream(blob);
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "api/" + NameOf(number), InputStream = body });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Aws.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    internal string PathOf(string name) => Path.Combine(Folder, "staging", "api", name);

    internal Task<byte[]> SealAsync(string service, string name, string value) =>
        SealAsync(service, name, System.Text.Encoding.UTF8.GetBytes(value));

    internal async Task<byte[]> SealAsync(string service, string name, byte[] value)
    {
        using var kms = Aws.Kms();
        using var plaintext = new MemoryStream(value);
        var answer = await kms.EncryptAsync(
            new EncryptRequest { KeyId = Key, Plaintext = plaintext, EncryptionContext = ContextOf(service, name) });
        return answer.CiphertextBlob.ToArray();
    }

    internal async Task<string> OpenAsync(string service, string name, byte[] blob)
    {
        using var kms = Aws.Kms();
        using var ciphertext = new MemoryStream(blob);
        var answer = await kms.DecryptAsync(
            new DecryptRequest { CiphertextBlob = ciphertext, EncryptionContext = ContextOf(service, name) });
        return System.Text.Encoding.UTF8.GetString(answer.Plaintext.ToArray());
    }

    /// <summary>What a process needs to run coffer, or anything else, in the repository.</summary>
    internal ProcessRequest Request(string program, params IReadOnlyList<string> arguments)
    {
        var environment = ProcessEnvironment.Minimal();
        foreach ((var name, var value) in Aws.ClientEnvironment)
        {
            environment[name] = value;
        }

        // Many run at a time on few cores: the limit is there to end a hang, not to measure.
        return new ProcessRequest(program, arguments) { Directory = Folder, Environment = environment, Timeout = TimeSpan.FromMinutes(2) };
    }

    internal Task<ProcessResult> CofferAsync(params IReadOnlyList<string> arguments) =>
        ChildProcess.RunAsync(Request(Executables.Coffer, arguments));

    /// <summary>A line of sh in which $0 is coffer.</summary>
    internal Task<ProcessResult> ShellAsync(string line) =>
        ChildProcess.RunAsync(Request("/bin/sh", "-c", line, Executables.Coffer));

    private static Dictionary<string, string> ContextOf(string service, string name) =>
        new() { ["environment"] = "staging", ["service"] = service, ["secret"] = name };
}
