using System.Diagnostics;
using System.Globalization;
using System.Text;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.MovingTests;

/// <summary>kill -9 of rekey and adopt at any moment: each file opens as before or as after, and a last run does the rest.</summary>
public sealed class InterruptedReSealTests : IAsyncLifetime
{
    private const int Files = 24;
    private static readonly int Kills = Executables.Often(100);
    private const string OldKey = "alias/old";
    private const string NewKey = "alias/new";

    private readonly string folder = Directory.CreateTempSubdirectory("coffer-test-").FullName;
    private LocalAwsProcess aws = null!;
    private AmazonKeyManagementServiceClient kms = null!;
    private string newArn = "";

    public async ValueTask InitializeAsync()
    {
        // One file in two waits, so that some are done and some are not long enough for kills to fall there.
        var faults = Path.Combine(folder, "faults");
        await File.WriteAllTextAsync(faults, "kms ReEncrypt every 2 delay 100\n");
        aws = await LocalAwsProcess.StartAsync("--faults", faults);
        kms = aws.Kms();
        await CreateKeyAsync(OldKey);
        newArn = await CreateKeyAsync(NewKey);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "coffer.json"), $$"""{ "environments": { "staging": { "key": "{{NewKey}}" } } }""");
    }

    public async ValueTask DisposeAsync()
    {
        kms.Dispose();
        await aws.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [NativeFact]
    public Task Rekey_survives_kill_9() => SurvivesAsync(
        ["rekey", "staging", "--from", OldKey], OldKey, isBoundBefore: true);

    [NativeFact]
    public Task Adopt_survives_kill_9() => SurvivesAsync(
        ["adopt", "staging"], NewKey, isBoundBefore: false);

    private async Task SurvivesAsync(string[] command, string keyBefore, bool isBoundBefore)
    {
        var random = new Random(20261123);
        await SealAllAsync(keyBefore, isBoundBefore);
        var whole = await RunAsync(command, Timeout.InfiniteTimeSpan) * 1.2;
        var seenPartial = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            // What is done is not undone, so work comes back before it runs out.
            var done = await CountDoneAsync(isBoundBefore);
            if (done == Files)
            {
                await SealAllAsync(keyBefore, isBoundBefore);
            }
            else if (done > 0)
            {
                seenPartial++;
            }

            await RunAsync(command, whole * random.NextDouble());
        }

        await CountDoneAsync(isBoundBefore);
        await RunAsync(command, Timeout.InfiniteTimeSpan);
        Assert.Equal(Files, await CountDoneAsync(isBoundBefore));
        Assert.Equal(Files, Directory.EnumerateFiles(Path.Combine(folder, "staging"), "*", SearchOption.AllDirectories).Count());
        Assert.True(seenPartial > 0, "no kill came in the middle of the work: the moments are badly chosen");
    }

    private async Task<string> CreateKeyAsync(string alias)
    {
        var made = await kms.CreateKeyAsync(new CreateKeyRequest());
        await kms.CreateAliasAsync(alias, made.KeyMetadata.KeyId);
        return made.KeyMetadata.Arn;
    }

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"folder-{number % 4}/name-{number:00}");

    private static string ValueOf(int number) => string.Create(CultureInfo.InvariantCulture, $"the value of file {number:00}");

    private string PathOf(int number) => Path.Combine(folder, "staging", "api", NameOf(number));

    private static Dictionary<string, string> ContextOf(int number) =>
        new() { ["environment"] = "staging", ["service"] = "api", ["secret"] = NameOf(number) };

    private async Task SealAllAsync(string key, bool isBound)
    {
        for (var number = 0; number < Files; number++)
        {
            using var plaintext = new MemoryStream(Encoding.UTF8.GetBytes(ValueOf(number)));
            var answer = await kms.EncryptAsync(new EncryptRequest
            {
                KeyId = key,
                Plaintext = plaintext,
                EncryptionContext = isBound ? ContextOf(number) : null,
            });
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(number))!);
            await File.WriteAllBytesAsync(PathOf(number), answer.CiphertextBlob.ToArray());
        }
    }

    /// <returns>How many are as they are afterwards: under the new key and bound. Each of the others is as it was.</returns>
    private async Task<int> CountDoneAsync(bool isBoundBefore)
    {
        var done = 0;
        for (var number = 0; number < Files; number++)
        {
            var file = await File.ReadAllBytesAsync(PathOf(number));
            var bound = await OpenAsync(file, ContextOf(number), number);
            var before = isBoundBefore ? bound : await OpenAsync(file, null, number);
            var isDone = bound == newArn;
            Assert.True(before is not null || isDone, $"{NameOf(number)} opens neither as before nor as after");
            done += isDone ? 1 : 0;
        }

        return done;
    }

    /// <returns>The key that opened it; null where the context is not its own.</returns>
    private async Task<string?> OpenAsync(byte[] file, Dictionary<string, string>? context, int number)
    {
        using var blob = new MemoryStream(file);
        try
        {
            var answer = await kms.DecryptAsync(new DecryptRequest { CiphertextBlob = blob, EncryptionContext = context });
            Assert.Equal(ValueOf(number), Encoding.UTF8.GetString(answer.Plaintext.ToArray()));
            return answer.KeyId;
        }
        catch (InvalidCiphertextException)
        {
            return null;
        }
    }

    /// <returns>How long it ran.</returns>
    private async Task<TimeSpan> RunAsync(string[] command, TimeSpan killAfter)
    {
        var environment = ProcessEnvironment.Minimal();
        foreach ((var name, var value) in aws.ClientEnvironment)
        {
            environment[name] = value;
        }

        var start = Stopwatch.GetTimestamp();
        using var process = ChildProcess.Start(
            new ProcessRequest(Executables.Coffer, command) { Directory = folder, Environment = environment });
        process.StandardInput.Close();
        var stdout = new OutputCapture(process.StandardOutput.BaseStream);
        var stderr = new OutputCapture(process.StandardError.BaseStream);
        var ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(ended, Task.Delay(killAfter, TestContext.Current.CancellationToken));
        process.Kill();
        await ended;
        await Task.WhenAll(stdout.Ended, stderr.Ended);
        Assert.True(process.ExitCode is 0 or 137, $"it ended with {process.ExitCode}: {stderr.TextSoFar}");
        return Stopwatch.GetElapsedTime(start);
    }
}
