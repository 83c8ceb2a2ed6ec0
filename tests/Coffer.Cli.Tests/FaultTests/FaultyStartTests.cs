using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.FaultTests;

/// <summary>exec while AWS fails: the right set or nothing, within the deadline.</summary>
public sealed class FaultyStartTests
{
    // A listing, and each secret read and opened.
    private const int RequestsOfStart = 1 + (2 * SealedRepository.Secrets);

    private const string Checksum =
        "s3:GetObject was answered by what is not AWS: the answer is not whole: an object that does not match its checksum";

    [NativeTheory]
    [InlineData("throttling", "kms Decrypt p=0.5 seed=1 throttle")]
    [InlineData(
        "throttling and a slow start",
        "kms Decrypt p=0.5 seed=2 throttle\ns3 GetObject p=0.5 seed=3 status 503 SlowDown\ns3 ListObjectsV2 1-2 status 503 SlowDown")]
    [InlineData("broken answers", "kms Decrypt p=0.2 seed=4 answer 200 <html>\ns3 GetObject p=0.2 seed=5 reset 10")]
    [InlineData("empty answers", "kms Decrypt 1-3 status 500 KMSInternalException\ns3 ListObjectsV2 1-2 status 500 InternalError")]
    [InlineData("cut answers", "kms Decrypt p=0.2 seed=6 close 10\ns3 ListObjectsV2 1 reset 40\ns3 GetObject p=0.2 seed=7 close done")]
    [InlineData("wrong bits", "s3 GetObject every 4 flip 20")]
    [InlineData("silence", "kms Decrypt 1 stall\ns3 GetObject 3 stall 10")]
    [InlineData("slowness", "kms Decrypt every 3 drip 20 1\ns3 GetObject every 5 delay 100")]
    public async Task What_passes_is_repeated(string kind, string rules)
    {
        await using var repository = await SealedRepository.WithFaultsAsync(rules);
        var before = await RequestsAsync(repository);
        var result = await ExecAsync(repository, "env");

        // A fault that did not strike repeats nothing; what is only slow need not be repeated.
        var repeated = await RequestsAsync(repository) - before - RequestsOfStart;
        Assert.True(kind == "slowness" || repeated > 0, $"{kind}: {repeated} requests more than without a fault");

        // What takes longer than a second is told.
        Assert.All(
            result.StderrText.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.StartsWith("coffer: still waiting", line, StringComparison.Ordinal));
        Assert.Equal(0, result.ExitCode);
        var variables = result.StdoutText.Split('\n');
        Assert.All(
            Enumerable.Range(1, SealedRepository.Secrets),
            number => Assert.Contains($"{SealedRepository.NameOf(number)}={SealedRepository.ValueOf(number)}", variables));
    }

    [NativeTheory]
    [InlineData("s3 GetObject reset 100", 69, "s3:GetObject cannot be reached (connection reset)")]
    [InlineData("s3 ListObjectsV2 close", 69, "s3:ListBucket")]
    [InlineData("kms Decrypt reset", 69, "kms:Decrypt")]
    [InlineData("kms Decrypt answer 200 <html>", 69, "kms:Decrypt was answered by what is not AWS")]
    [InlineData("kms Decrypt answer 200 {}", 69, "kms:Decrypt was answered by what is not AWS: the answer is not whole: no plaintext")]
    [InlineData("kms Decrypt status 500 KMSInternalException", 75, "kms:Decrypt failed at AWS with 500")]
    [InlineData("kms Decrypt 7- throttle", 75, "kms:Decrypt is throttled")]
    [InlineData("kms Decrypt 7- throttle", 75, " times within 10 seconds; 6 of 20 secrets are open\n")]
    [InlineData("s3 ListObjectsV2 status 503 SlowDown", 75, "coffer: still waiting: s3:ListBucket is throttled")]
    [InlineData("s3 GetObject truncate 30", 69, Checksum)]
    [InlineData("s3 GetObject truncate 30 bare", 65, "it has 30 bytes, too few for a ciphertext")]
    [InlineData("s3 GetObject flip 20", 69, Checksum)]
    [InlineData("s3 GetObject flip 100 bare", 65, "kms:Decrypt refuses the ciphertext")]
    public async Task What_stays_ends_it_and_nothing_starts(string rules, int code, string said)
    {
        await using var repository = await SealedRepository.WithFaultsAsync(rules);
        var result = await ExecAsync(repository, ["--timeout", "10"], "touch", "started");
        Assert.Contains(said, result.StderrText, StringComparison.Ordinal);
        Assert.Equal(code, result.ExitCode);
        Assert.False(File.Exists(Path.Combine(repository.Folder, "started")));
    }

    [NativeTheory]
    [InlineData("kms Decrypt stall")]
    [InlineData("s3 GetObject stall 10")]
    [InlineData("s3 GetObject drip 1 1000")]
    [InlineData("kms Decrypt drip 1 1000")]
    [InlineData("s3 ListObjectsV2 stall")]
    public async Task Silence_ends_at_the_deadline_and_nothing_starts(string rules)
    {
        await using var repository = await SealedRepository.WithFaultsAsync(rules);
        var result = await ExecAsync(repository, ["--timeout", "2"], "touch", "started");
        Assert.StartsWith("coffer: error: AWS did not answer within 2 seconds\n", result.StderrText, StringComparison.Ordinal);
        Assert.Equal(69, result.ExitCode);
        Assert.False(File.Exists(Path.Combine(repository.Folder, "started")));
    }

    [NativeFact]
    public async Task An_answer_that_never_comes_is_told_by_its_action()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("kms Decrypt stall");
        var result = await ExecAsync(repository, ["--timeout", "20"], "touch", "started");
        Assert.Contains("cannot be opened: kms:Decrypt did not answer in time: ", result.StderrText, StringComparison.Ordinal);
        Assert.Equal(69, result.ExitCode);
    }

    private static async Task<int> RequestsAsync(SealedRepository repository) =>
        (await repository.Aws.LogAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    private static Task<ProcessResult> ExecAsync(SealedRepository repository, params IReadOnlyList<string> command) =>
        ExecAsync(repository, [], command);

    private static Task<ProcessResult> ExecAsync(
        SealedRepository repository, IReadOnlyList<string> options, params IReadOnlyList<string> command) =>
        repository.CofferAsync(["exec", "s3://staging-secrets/api", .. options, "--", .. command]);
}
