using System.Globalization;
using Amazon.S3.Model;
using Coffer.Aws;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.FaultTests;

/// <summary>A body that breaks off, at each of its bytes: it is read again, and what is returned is the whole of it.</summary>
public sealed class CutBodyTests
{
    private const int Bytes = 1024;

    // What the local KMS adds to a value of that length.
    private const int Around = 162;

    [NativeTheory]
    [InlineData("reset")]
    [InlineData("close")]
    public async Task Every_offset_is_read_again(string how)
    {
        // Request 1, 3, 5 … break off after 0, 1, 2 … bytes; each repetition is whole.
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(
            file,
            Enumerable.Range(0, Bytes).Select(at => string.Create(CultureInfo.InvariantCulture, $"s3 GetObject {(2 * at) + 1} {how} {at}")),
            TestContext.Current.CancellationToken);
        await using var aws = await LocalAwsProcess.StartAsync("--faults", file, "--log");
        File.Delete(file);
        byte[] content = [.. Enumerable.Range(0, Bytes).Select(static at => (byte)(at * 7))];
        using (var s3 = aws.S3())
        {
            await s3.PutBucketAsync("bucket", TestContext.Current.CancellationToken);
            using var body = new MemoryStream(content);
            await s3.PutObjectAsync(
                new PutObjectRequest { BucketName = "bucket", Key = "k", InputStream = body }, TestContext.Current.CancellationToken);
        }

        Dictionary<string, string> variables = new(aws.ClientEnvironment);
        using var access = new AwsAccess(variables.GetValueOrDefault);
        using var connection = AwsConnection.Open(access, null, null);
        var store = connection.Bucket("bucket");
        var whole = 0;
        for (var at = 0; at < Bytes; at++)
        {
            var read = (await store.GetAsync("k", null, TestContext.Current.CancellationToken)).Bytes;
            whole += read.AsSpan().SequenceEqual(content) ? 1 : 0;
        }

        Assert.Equal(Bytes, whole);
        Assert.Equal(
            2 * Bytes, (await aws.LogAsync()).Split('\n').Count(static line => line.Contains("GET /bucket/k ", StringComparison.Ordinal)));
    }

    [NativeFact]
    public async Task At_every_offset_exec_has_the_whole_set()
    {
        // Each start reads all secrets; each of them breaks off at an offset of its own, and is whole when it is read again.
        const int secrets = 16;
        const int starts = Bytes / secrets;
        string[] names = [
            .. Enumerable.Range(0, secrets).Select(static number => string.Create(CultureInfo.InvariantCulture, $"VALUE_{number:00}"))];
        await using var repository =
            await SealedRepository.WithFaultsAsync(string.Join('\n', Enumerable.Range(0, Bytes).Select(at =>
            string.Create(
                CultureInfo.InvariantCulture, $"s3 GetObject {PathOf(names[at % secrets])} {(2 * (at / secrets)) + 1} reset {at}"))));
        foreach (var name in names)
        {
            await StoreAsync(repository, name);
        }

        var whole = 0;
        for (var start = 0; start < starts; start++)
        {
            var result = await repository.CofferAsync("exec", $"s3://{SealedRepository.Bucket}/large", "--", "env");
            var variables = result.StdoutText.Split('\n');
            whole += result.ExitCode == 0 && names.All(name => variables.Contains($"{name}={ValueOf(name)}")) ? 1 : 0;
        }

        Assert.Equal(starts, whole);
        var log = (await repository.Aws.LogAsync()).Split('\n');
        Assert.All(
            names, name => Assert.Equal(2 * starts, log.Count(line => line.Contains($"GET {PathOf(name)} ", StringComparison.Ordinal))));
    }

    private static string PathOf(string name) => $"/{SealedRepository.Bucket}/large/{name}";

    private static string ValueOf(string name) => name.PadRight(Bytes - Around, 'v');

    /// <summary>Stores a secret whose ciphertext has as many bytes as there are offsets.</summary>
    private static async Task StoreAsync(SealedRepository repository, string name)
    {
        var blob = await repository.SealAsync("large", name, ValueOf(name));
        Assert.Equal(Bytes, blob.Length);
        using var s3 = repository.Aws.S3();
        using var body = new MemoryStream(blob);
        await s3.PutObjectAsync(
            new PutObjectRequest { BucketName = SealedRepository.Bucket, Key = $"large/{name}", InputStream = body },
            TestContext.Current.CancellationToken);
    }
}
